package io.multiprocess.proxy;

import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.foo.FooCapnp;
import io.multiprocess.foo.FooException;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooStruct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What callers see of what went wrong at the other end. */
@Timeout(30)
class FailureTest {
    private FooPair pair;
    private FooImplementation foo;

    @BeforeEach
    void connect() throws Exception {
        pair = new FooPair();
        foo = pair.foo();
        foo.initThreadMap();
    }

    @AfterEach
    void closeAndFindNothingLeft() {
        pair.closeAndFindNothingLeft();
    }

    @Test
    void aDeclaredExceptionIsRebuilt() {
        FooStruct struct = new FooStruct("name", Set.of(), List.of(), OptionalInt.empty(), Set.of(), Map.of());

        assertThatThrownBy(() -> foo.raise(struct))
                .isInstanceOf(FooException.class)
                .hasMessage("name");
    }

    @Test
    void anUndeclaredExceptionTellsItsClassAndMessage() {
        pair.service().setFn(() -> {
            throw new IllegalArgumentException("not this");
        });

        for (Runnable call : List.<Runnable>of(foo::callFn, foo::callFnAsync)) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.FAILED))
                    .hasMessage("java.lang.IllegalArgumentException: not this");
        }
    }

    @Test
    void theFailureOfACallbackComesBackThroughTheServer() {
        assertThatThrownBy(() -> foo.callback(
                        arg -> {
                            throw new IllegalStateException("in the callback");
                        },
                        1))
                .isInstanceOf(RpcException.class)
                .hasMessage("java.lang.IllegalStateException: in the callback");
        assertThat(foo.callback(arg -> arg, 1)).isEqualTo(1);
    }

    @Test
    void aLostConnectionFurtherOnIsAnOrdinaryFailureHere() throws Exception {
        FooPair further = new FooPair();
        further.client().close();
        pair.service().setFn(() -> further.foo().add(1, 2));

        assertThatThrownBy(() -> foo.callFnAsync())
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.FAILED))
                .hasMessage("IPC client method called after disconnect.");
        further.closeAndFindNothingLeft();
    }

    @Test
    void aMethodThatTheServerDoesNotHaveIsUnimplemented() {
        OutgoingCall call = ProxyClient.of(foo).capability().newCall(FooCapnp.FooInterface.ID, 99, 0);
        call.params();

        assertThatThrownBy(() -> call.send().await(TimeUnit.SECONDS.toNanos(10)))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.UNIMPLEMENTED));
    }
}
