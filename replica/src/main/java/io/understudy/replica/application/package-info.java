/**
 * What a group replicates. Pure: a test bans clocks, randomness, threads, files, hash tables and
 * the machine's language from here.
 */
package io.understudy.replica.application;
