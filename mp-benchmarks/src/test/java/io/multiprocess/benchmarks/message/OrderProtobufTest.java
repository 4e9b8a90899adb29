package io.multiprocess.benchmarks.message;

import com.google.protobuf.CodedInputStream;
import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class OrderProtobufTest {

    @Test
    void anOrderSurvivesItsEncoding() throws IOException {
        Order order = Order.sample(3);

        Order decoded = OrderProtobuf.decode(CodedInputStream.newInstance(OrderProtobuf.encode(order)));

        assertThat(decoded).isEqualTo(order);
    }
}
