/**
 * The judge: decides from calls and answers alone whether one copy of the key/value service could
 * have given them. It knows nothing of views, primaries or logs, and shares no line of code with
 * the application whose answers it judges, so it cannot share their mistakes.
 *
 * <p>Keys are independent of one another (a history is linearizable exactly if its part on each key
 * is: Herlihy and Wing 1990, theorem 1), so each is judged alone. A scan reads many keys at once
 * and therefore has no place here.
 */
package io.understudy.simulation.history;
