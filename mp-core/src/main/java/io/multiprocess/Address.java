package io.multiprocess;

import io.multiprocess.transport.Endpoint;
import io.multiprocess.transport.SocketLibrary;
import io.multiprocess.transport.TlsOptions;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where a vat listens or connects to.
 *
 * <p>The text form, which {@link #parse} reads and {@link #toString} writes, is the one to put into configuration:
 *
 * <table>
 * <caption>Forms of an address</caption>
 * <tr><td>{@code unix:/run/node.sock}</td><td>path of a Unix socket; a relative path counts from the working folder</td></tr>
 * <tr><td>{@code unix-abstract:node}</td><td>name in Linux' abstract socket name space, without a file</td></tr>
 * <tr><td>{@code tcp:localhost:8332}, {@code tcp:[::1]:8332}</td><td>TCP; when listening, port 0 picks a free one and
 * host {@code *} means every interface</td></tr>
 * <tr><td>{@code fd:3}</td><td>a connected (or, to listen, a listening) stream socket that this process inherited</td></tr>
 * <tr><td>{@code inprocess:node}</td><td>name known within this Java virtual machine only</td></tr>
 * </table>
 *
 * <p>Immutable.
 */
public final class Address {
    /** The kinds of address. */
    public enum Kind {
        /** Path of a Unix socket. */
        UNIX("unix"),
        /** Name in the abstract name space of Linux. */
        UNIX_ABSTRACT("unix-abstract"),
        /** Host and port. */
        TCP("tcp"),
        /** Number of an inherited descriptor. */
        DESCRIPTOR("fd"),
        /** Name within this virtual machine. */
        IN_PROCESS("inprocess");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }
    }

    private final Kind kind;
    private final String target;
    private final int number;

    private Address(Kind kind, String target, int number) {
        this.kind = kind;
        this.target = target;
        this.number = number;
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is none of the forms; the message quotes it and says what is wrong
     */
    public static Address parse(String text) {
        Objects.requireNonNull(text, "text");
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        return switch (scheme) {
            case "unix" -> rest.isEmpty() ? bad(text, "the path is missing") : unix(Path.of(rest));
            case "unix-abstract" -> rest.isEmpty() ? bad(text, "the name is missing") : unixAbstract(rest);
            case "inprocess" -> rest.isEmpty() ? bad(text, "the name is missing") : inProcess(rest);
            case "fd" -> parseDescriptor(text, rest);
            case "tcp" -> parseTcp(text, rest);
            default -> bad(text, "an address starts with unix:, unix-abstract:, tcp:, fd: or inprocess:");
        };
    }

    private static Address parseDescriptor(String text, String rest) {
        int descriptor = number(rest);
        return descriptor < 0 ? bad(text, "'" + rest + "' is not a descriptor's number") : descriptor(descriptor);
    }

    private static Address parseTcp(String text, String rest) {
        int split = rest.lastIndexOf(':');
        if (split <= 0) {
            return bad(text, "tcp addresses have the form tcp:host:port");
        }
        String host = rest.substring(0, split);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            return bad(text, "an IPv6 address is written in brackets, as in tcp:[::1]:8332");
        }
        int port = number(rest.substring(split + 1));
        if (host.isEmpty() || port < 0 || port > 65535) {
            return bad(text, "tcp addresses have the form tcp:host:port with a port from 0 to 65535");
        }
        return tcp(host, port);
    }

    /** The Unix socket at a path. */
    public static Address unix(Path path) {
        return new Address(Kind.UNIX, path.toString(), 0);
    }

    /** A name in Linux' abstract socket name space; the leading zero byte is not part of it. */
    public static Address unixAbstract(String name) {
        return new Address(Kind.UNIX_ABSTRACT, name, 0);
    }

    /** A TCP host and port. */
    public static Address tcp(String host, int port) {
        return new Address(Kind.TCP, host, port);
    }

    /** A stream socket that this process inherited under the given number. */
    public static Address descriptor(int number) {
        return new Address(Kind.DESCRIPTOR, Integer.toString(number), number);
    }

    /** A name known within this virtual machine only. */
    public static Address inProcess(String name) {
        return new Address(Kind.IN_PROCESS, name, 0);
    }

    /** The kind of this address. */
    public Kind kind() {
        return kind;
    }

    /** The path, name, host or number, without the scheme. */
    public String target() {
        return target;
    }

    /** The port of a TCP address; 0 for other kinds. */
    public int port() {
        return kind == Kind.TCP ? number : 0;
    }

    /**
     * What the transport layer makes of this address.
     *
     * @throws IllegalArgumentException if TLS is asked for and this is no TCP address
     */
    Endpoint endpoint(SocketLibrary library, @Nullable Supplier<TlsOptions> tls) {
        if (tls != null) {
            if (kind != Kind.TCP) {
                throw new IllegalArgumentException("TLS is for tcp: addresses, not for " + this
                        + ", where nobody but the operating system is between the peers");
            }
            return Endpoint.tls(target, number, tls);
        }
        return switch (kind) {
            case UNIX -> Endpoint.unix(Path.of(target), library);
            case UNIX_ABSTRACT -> Endpoint.unixAbstract(target);
            case TCP -> Endpoint.tcp(target, number);
            case DESCRIPTOR -> Endpoint.descriptor(number);
            case IN_PROCESS -> Endpoint.inProcess(target);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address
                && kind == address.kind
                && number == address.number
                && target.equals(address.target);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, target, number);
    }

    @Override
    public String toString() {
        if (kind == Kind.TCP) {
            return "tcp:" + (target.indexOf(':') >= 0 ? "[" + target + "]" : target) + ":" + number;
        }
        return kind.scheme + ":" + target;
    }

    private static int number(String text) {
        try {
            return text.startsWith("+") ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Address bad(String text, String reason) {
        throw new IllegalArgumentException("'" + text + "' is not an address: " + reason);
    }
}
