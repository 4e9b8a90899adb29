package io.multiprocess.proxy.type;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NumbersTest {
    private static final BigInteger MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    @Test
    void unsignedNumbersKeepTheirValue() {
        assertThat(Numbers.fromUInt8(Numbers.toUInt8(255))).isEqualTo(255);
        assertThat(Numbers.fromUInt16(Numbers.toUInt16(65_535))).isEqualTo(65_535);
        assertThat(Numbers.fromUInt32(Numbers.toUInt32(4_294_967_295L))).isEqualTo(4_294_967_295L);
        assertThat(Numbers.fromUInt64(Numbers.toUInt64(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        assertThat(Numbers.fromUInt64AsBig(Numbers.toUInt64(MAX))).isEqualTo(MAX);
        assertThat(Numbers.fromUInt16AsChar(Numbers.toUInt16('\uFFFE'))).isEqualTo('\uFFFE');
    }

    @Test
    void whatDoesNotFitIsRefusedWhenBuilding() {
        assertThatThrownBy(() -> Numbers.toUInt8(256)).hasMessage("256 does not fit UInt8");
        assertThatThrownBy(() -> Numbers.toUInt8(-1L)).hasMessage("-1 does not fit UInt8");
        assertThatThrownBy(() -> Numbers.toUInt16(65_536)).hasMessage("65536 does not fit UInt16");
        assertThatThrownBy(() -> Numbers.toUInt32(-1)).hasMessage("-1 does not fit UInt32");
        assertThatThrownBy(() -> Numbers.toUInt32(1L << 32)).hasMessageContaining("does not fit UInt32");
        assertThatThrownBy(() -> Numbers.toUInt64(-1)).hasMessage("-1 does not fit UInt64");
        assertThatThrownBy(() -> Numbers.toUInt64(MAX.add(BigInteger.ONE))).hasMessageContaining("does not fit UInt64");
        assertThatThrownBy(() -> Numbers.toInt8(128)).hasMessage("128 does not fit Int8");
        assertThatThrownBy(() -> Numbers.toInt16(-32_769)).hasMessage("-32769 does not fit Int16");
        assertThatThrownBy(() -> Numbers.toInt32(1L << 31)).hasMessageContaining("does not fit Int32");
        assertThatThrownBy(() -> Numbers.toInt64(MAX)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void whatDoesNotFitIsRefusedWhenReading() {
        for (Runnable read : new Runnable[] {
            () -> Numbers.byteExact(128),
            () -> Numbers.shortExact(32_768),
            () -> Numbers.charExact(-1),
            () -> Numbers.intExact(1L << 31),
            () -> Numbers.fromUInt64(-1),
        }) {
            assertThatThrownBy(read::run)
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("out of bound int received");
        }
        assertThat(Numbers.byteExact(-128)).isEqualTo((byte) -128);
        assertThat(Numbers.shortExact(-32_768)).isEqualTo((short) -32_768);
        assertThat(Numbers.intExact(Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
    }
}
