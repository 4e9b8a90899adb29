package io.multiprocess.capability;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** When the listener of a call is called: answers that come together are told one after another. */
class PendingCallTest {

    /** A call whose completion is told when the test says so. */
    private static final class Call extends PendingCall {

        void complete() {
            setOutcome(null, RpcException.failed("answered"));
        }

        void tell() {
            notifyListener();
        }

        @Override
        public Capability pipelined(int... path) {
            return Capability.broken(RpcException.failed("no results"));
        }

        @Override
        protected boolean giveUp(RpcException reason) {
            return false;
        }
    }

    private final List<PendingCall> told = new ArrayList<>();
    private final Call first = new Call();
    private final Call second = new Call();

    @Test
    void aListenerThatIsSetLateDoesNotOvertakeThoseOfEarlierAnswers() {
        first.onCompletion(told::add);
        first.complete();
        second.complete();
        second.onCompletion(told::add);
        assertThat(told).isEmpty();

        first.tell();
        second.tell();
        assertThat(told).containsExactly(first, second);
    }

    @Test
    void aListenerSetAfterTheCompletionWasToldIsCalledAtOnce() {
        first.complete();
        first.tell();
        first.onCompletion(told::add);
        assertThat(told).containsExactly(first);

        first.tell();
        assertThat(told).as("once").containsExactly(first);
    }

    @Test
    void thereIsOneListener() {
        first.onCompletion(told::add);
        assertThatThrownBy(() -> first.onCompletion(told::add)).isInstanceOf(IllegalStateException.class);

        first.withdrawListener();
        first.onCompletion(told::add);
        first.complete();
        first.tell();
        assertThat(told).containsExactly(first);
        assertThatThrownBy(() -> first.onCompletion(told::add)).isInstanceOf(IllegalStateException.class);
    }
}
