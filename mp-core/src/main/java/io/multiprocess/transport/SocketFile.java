package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file of a Unix socket that is listened at.
 *
 * <p>The socket is bound inside a folder of its own that only this user may enter, gets its mode and group there, and is then
 * linked to its path. So nobody can connect before the mode is right, and a link, which fails if the path is taken, cannot
 * replace a living server's socket, not even when two servers start at once.
 */
final class SocketFile {
    /** Binds a server socket to a path. */
    @FunctionalInterface
    interface Binder {
        void bind(Path path) throws IOException;
    }

    /** What the JDK takes, in bytes. Linux itself has room for one more, which junixsocket uses. */
    static final int MAX_PATH_BYTES = 106;

    private static final Logger log = LoggerFactory.getLogger(SocketFile.class);

    /**
     * Held, with the {@link SocketLock}, from the look at a socket to the binding of its successor: meanwhile another server could
     * remove it, too, and listen there, at a file that even has the number of the old one.
     */
    private static final Object BINDING = new Object();

    private final Path path;
    private final boolean linked;
    private @Nullable Object fileKey;

    /**
     * The file at a path.
     *
     * @param linked whether to bind aside and link; else the socket is bound to the path itself, as junixsocket looks there
     *     again with each client, and has the right mode a moment later
     */
    SocketFile(Path path, boolean linked) {
        this.path = path;
        this.linked = linked;
    }

    /**
     * Binds, replacing a stale socket if that is wanted.
     *
     * @throws BindException with one clear sentence
     */
    void bind(BindOptions options, Binder binder) throws IOException {
        checkLength(path);
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BindException(cannot() + "the folder is missing");
        }
        try {
            // Without the lock first: whoever cannot have the path is to be told so where no file can be made, too.
            look(options.replaceStale());
            synchronized (BINDING) {
                SocketLock lock = SocketLock.take(path);
                try {
                    removeStale(options.replaceStale());
                    if (!linked || !bindAside(options, binder)) {
                        binder.bind(path);
                        fileKey = key(path);
                        protect(path, options);
                    }
                    fileKey = key(path);
                } finally {
                    lock.close();
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw Failures.because(taken(), e);
        } catch (BindException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw Failures.because(new BindException(cannot() + "no permission"), e);
        } catch (UserPrincipalNotFoundException e) {
            delete();
            throw Failures.because(new BindException(cannot() + "there is no group '" + options.group() + "'"), e);
        } catch (FileSystemException e) {
            delete();
            throw Failures.because(new BindException(cannot() + reason(e)), e);
        } catch (IOException e) {
            throw Failures.because(new BindException(cannot() + reason(e)), e);
        }
    }

    /** Removes the file if it is still the one that was bound. */
    void delete() {
        try {
            if (fileKey != null && Objects.equals(fileKey, key(path))) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            log.debug("{} is gone already", path);
        } catch (IOException e) {
            log.warn("cannot remove the socket {}: {}", path, e.toString());
        }
    }

    static void checkLength(Path path) throws BindException {
        int bytes = path.toString().getBytes(Charset.defaultCharset()).length;
        if (bytes > MAX_PATH_BYTES) {
            throw new BindException("the path of unix:" + path + " is too long for a socket: " + bytes
                    + " bytes, at most " + MAX_PATH_BYTES + " are possible");
        }
    }

    /** Binds in a folder of its own and links; false if the folder's name makes the path too long. */
    private boolean bindAside(BindOptions options, Binder binder) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null || !Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            return false;
        }
        Path aside = path.resolveSibling(
                ".mp" + Long.toString(ThreadLocalRandom.current().nextInt() & 0xffffffffL, 36));
        Path bound = aside.resolve("s");
        if (bound.toString().getBytes(Charset.defaultCharset()).length > MAX_PATH_BYTES) {
            return false;
        }
        Files.createDirectory(
                aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            binder.bind(bound);
            protect(bound, options);
            Files.createLink(path, bound);
        } finally {
            Files.deleteIfExists(bound);
            Files.deleteIfExists(aside);
        }
        return true;
    }

    private void protect(Path file, BindOptions options) throws IOException {
        // Without following links the JDK would open the file, which sockets do not allow.
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        String group = options.group();
        if (group != null) {
            GroupPrincipal principal =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            view.setGroup(principal);
        }
        view.setPermissions(options.permissions());
    }

    private void removeStale(boolean wanted) throws IOException {
        if (look(wanted)) {
            log.info("replacing the socket {}, at which nobody listens", path);
            Files.deleteIfExists(path);
        }
    }

    /**
     * Whether a stale socket is at the path.
     *
     * @throws BindException if there is something that is not to be replaced
     */
    private boolean look(boolean replace) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (!found.isOther()) {
            throw new BindException(cannot() + "there is something else at that path, not a socket");
        }
        if (isAlive()) {
            throw taken();
        }
        try {
            if (!Objects.equals(found.fileKey(), key(path))) {
                return false;
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        if (!replace) {
            throw new BindException(cannot() + "a socket that nobody listens at is left there");
        }
        return true;
    }

    private boolean isAlive() throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            // Not connected at once means that its backlog is full: somebody is there.
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("refused") || reason.contains("No such file")) {
                return false;
            }
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw Failures.because(
                    new BindException(cannot() + "whether somebody listens there cannot be told: " + reason), e);
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private BindException taken() {
        return new BindException(cannot() + "a server is listening there already");
    }

    private String cannot() {
        return "cannot listen at unix:" + path + ": ";
    }

    private static String reason(IOException e) {
        String message = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        if (message == null) {
            return String.valueOf(e.getMessage());
        }
        return message.contains("ermission denied") || message.contains("not permitted") ? "no permission" : message;
    }
}
