package io.multiprocess.rpc;

import io.multiprocess.wire.FramingException;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.MessageDecoder;
import io.multiprocess.wire.StructCursor;
import io.multiprocess.wire.WireLimits;
import org.capnproto.DecodeException;

import java.nio.ByteBuffer;

/** What bytes of any kind are thrown at; each fails by throwing. */
final class FuzzTargets {

    private FuzzTargets() {}

    /** Bytes as a stream of messages, of which a little is read. */
    static void framing(byte[] bytes) {
        MessageDecoder decoder = new MessageDecoder(new WireLimits(1 << 12, 16, 1 << 12, 16));
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            for (MessageArena message; (message = decoder.decode(in)) != null; ) {
                try {
                    StructCursor root = new StructCursor().toRoot(message);
                    new StructCursor().to(root, 0);
                } catch (DecodeException malformed) {
                    // bad content is no bad framing
                }
            }
        } catch (FramingException broken) {
            // the connection would end here
        }
    }

    /** Bytes from the peer of a vat in the middle of things. */
    static void messageHandler(byte[] bytes) {
        HostilePeer.survive(bytes);
    }
}
