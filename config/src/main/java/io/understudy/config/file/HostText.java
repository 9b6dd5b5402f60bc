package io.understudy.config.file;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host name or an address in digits, told apart and compared without asking the network: a
 * cluster file must read the same where no name server answers.
 *
 * @param normal equal for two spellings of one address
 */
record HostText(String normal, boolean loopback, boolean wildcard) {

    private static final int NAME_LENGTH_MAX = 253;

    /** Labels of letters, digits and inner hyphens. */
    private static final Pattern NAME =
            Pattern.compile(
                    "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** Not a digit more than is valid: the JDK would look anything else up as a name. */
    private static final Pattern V4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);

    private static final Pattern V6 = Pattern.compile("[0-9a-f:.]{2,45}");

    /** A name that ends in digits is a mistyped address. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?[0-9]+");

    /** Empty: it is neither a name nor an address; or it has a port, a bracket or a zone. */
    static Optional<HostText> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (V4.matcher(lower).matches()) {
            return address(lower);
        }
        if (lower.contains(":")) {
            return V6.matcher(lower).matches() ? address("[" + lower + "]") : Optional.empty();
        }
        boolean name =
                lower.length() <= NAME_LENGTH_MAX
                        && NAME.matcher(lower).matches()
                        && !ENDS_IN_NUMBER.matcher(lower).matches();
        if (lower.equals("localhost")) {
            return address("127.0.0.1");
        }
        return name ? Optional.of(new HostText(lower, false, false)) : Optional.empty();
    }

    /** Four numbers, or anything in brackets, is never looked up, only read. */
    private static Optional<HostText> address(String digits) {
        try {
            InetAddress address = InetAddress.getByName(digits);
            return Optional.of(
                    new HostText(
                            address.getHostAddress(),
                            address.isLoopbackAddress(),
                            address.isAnyLocalAddress()));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
