package io.multiprocess.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Keeps other processes from looking at a socket's path, and from binding there, at the same time: a locked file beside it, with
 * {@code .lock} at the end of its name, which exists for that while only. One that a killed process left is used again.
 *
 * <p>Servers of other kinds know nothing of it. For threads of one process it is no lock. <i>Confined to one thread.</i>
 */
final class SocketLock {
    private static final Logger log = LoggerFactory.getLogger(SocketLock.class);

    /** Whoever holds it does so for milliseconds, unless it was stopped. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long RETRY_MILLIS = 5;

    /** Of the file, which takes up one block at most. */
    private static final int MAX_LENGTH_BYTES = 1 << 20;

    private static final Set<OpenOption> OPEN =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final FileChannel channel;

    private SocketLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @throws BindException if another process does not let it go
     * @throws IOException if there can be no file beside the socket
     */
    static SocketLock take(Path socket) throws IOException {
        Path file = socket.resolveSibling(socket.getFileName() + ".lock");
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            FileChannel channel = open(file, socket);
            boolean taken = false;
            try {
                taken = tryLock(channel, file);
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
            if (taken) {
                return new SocketLock(file, channel);
            }
            if (System.nanoTime() - end >= 0) {
                throw new BindException("cannot listen at unix:" + socket + ": another process has locked " + file);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failures.because(new InterruptedIOException("interrupted while waiting for " + file), e);
            }
        }
    }

    private static FileChannel open(Path file, Path socket) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownersAlone = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            return FileChannel.open(file, OPEN, ownersAlone);
        } catch (AccessDeniedException e) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            throw Failures.because(
                    new BindException("cannot listen at unix:" + socket + ": no permission to lock " + file), e);
        }
    }

    private static boolean tryLock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() == null) {
                return false;
            }
            // Who held it before may have removed the file after we had opened it; then it keeps nobody out any more.
            // Whether ours is the one at the path shows in a length that no other has: opening it once more, and
            // closing that, would give up the lock.
            long length = 1L + ThreadLocalRandom.current().nextInt(MAX_LENGTH_BYTES);
            channel.truncate(0);
            channel.write(ByteBuffer.allocate(1), length - 1);
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size()
                    == length;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Not every file system has locks, or room. A link never replaces a living server's socket, that must do
            // then.
            log.debug("{} cannot be locked", file, e);
            return true;
        }
    }

    /** Removes the file and lets others lock. */
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("cannot remove {}", file, e);
        }
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing {} failed", file, e);
        }
    }
}
