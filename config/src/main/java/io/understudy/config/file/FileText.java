package io.understudy.config.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Fetches the text of a cluster file from the disk. */
final class FileText {

    /** Several times what a thousand machines with a replica each need. */
    static final int BYTES_MAX = 1 << 20;

    /** Some editors put it before the first character. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private FileText() {}

    /** Empty, with a mistake noted, if there is no such text. */
    static Optional<String> read(Path file, Mistakes mistakes) {
        if (Files.isDirectory(file)) {
            mistakes.add("is a folder", "want a cluster file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                mistakes.add("is longer than " + BYTES_MAX + " bytes", "want a cluster file");
                return Optional.empty();
            }
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(
                    text.startsWith(BYTE_ORDER_MARK)
                            ? text.substring(BYTE_ORDER_MARK.length())
                            : text);
        } catch (NoSuchFileException none) {
            mistakes.add("is not there", "want a cluster file");
        } catch (AccessDeniedException locked) {
            mistakes.add("may not be read by this user", "want the permission to");
        } catch (CharacterCodingException otherEncoding) {
            mistakes.add("is not in UTF-8", "want it saved in that encoding");
        } catch (IOException failed) {
            mistakes.add("cannot be read: " + failed.getMessage(), "want a regular file");
        }
        return Optional.empty();
    }
}
