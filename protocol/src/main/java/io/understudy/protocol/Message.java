package io.understudy.protocol;

/**
 * Something that one process tells another, or the first word on a connection.
 *
 * <p>No message says who sent it: the transport knows. Messages are sealed by receiver, in one file
 * each; a core of that role implements the file's {@code Inbox} and so handles them all.
 */
public sealed interface Message
        permits Hello, ToManager, ToGlobalDetector, ToLocalDetector, ToReplica, ToClient {

    Tag tag();
}
