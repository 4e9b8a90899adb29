package io.multiprocess.wire;

import org.capnproto.DecodeException;
import org.capnproto.SegmentReader;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DecodeErrorsTest {

    @Test
    void whatTheRuntimeOfReadersThrowsIsMalformedContent() {
        RuntimeException thrown = catchThrowableOfType(
                RuntimeException.class, () -> new SegmentReader(ByteBuffer.allocate(8), null).get(1));
        assertThat(thrown).isNotInstanceOf(DecodeException.class);
        assertThat(DecodeErrors.ofMixedReading(thrown))
                .isInstanceOf(DecodeException.class)
                .hasCause(thrown);
    }

    @Test
    void whatOtherCodeThrowsStaysWhatItIs() {
        RuntimeException own = new IndexOutOfBoundsException("a user's");
        assertThat(DecodeErrors.ofMixedReading(own)).isSameAs(own);
        RuntimeException fromLibrary = catchThrowableOfType(
                RuntimeException.class, () -> List.of().get(1).hashCode());
        assertThat(DecodeErrors.ofMixedReading(fromLibrary)).isSameAs(fromLibrary);
        RuntimeException withoutTrace = new Traceless();
        assertThat(DecodeErrors.ofMixedReading(withoutTrace)).isSameAs(withoutTrace);
        RuntimeException decode = new DecodeException("already");
        assertThat(DecodeErrors.ofMixedReading(decode)).isSameAs(decode);
    }

    private static final class Traceless extends RuntimeException {
        private static final long serialVersionUID = 1;

        Traceless() {
            super("no trace", null, false, false);
        }
    }
}
