package io.multiprocess.proxy;

import io.multiprocess.foo.FooException;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooStruct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What stands around calls. */
@Timeout(30)
class InterceptorTest {
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
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
    void interceptorsAreNestedInTheirOrderOnBothSides() {
        ProxyConnection.of(pair.client())
                .setOptions(ProxyOptions.defaults().withClientInterceptors(List.of(client("c1"), client("c2"))));
        ProxyConnection.of(pair.server())
                .setOptions(ProxyOptions.defaults().withServerInterceptors(List.of(server("s1"), server("s2"))));
        pair.service().setFn(() -> events.add("method"));
        foo.callFnAsync();

        assertThat(events).containsExactly("+c1", "+c2", "+s1", "+s2", "method", "-s2", "-s1", "-c2", "-c1");
    }

    @Test
    void theServersInterceptorRunsOnTheCallsThreadAndSeesTheObject() {
        ProxyConnection.of(pair.server())
                .setOptions(ProxyOptions.defaults().withServerInterceptors(List.of((call, next) -> {
                    assertThat(call.method().name()).isEqualTo("FooInterface.callFnAsync");
                    assertThat(call.target()).isSameAs(pair.service());
                    assertThat(call.vatConnection()).isSameAs(pair.server());
                    assertThat(ServerInvokeContext.current()).isSameAs(call);
                    events.add(Thread.currentThread().getName());
                    next.proceed();
                })));
        pair.service().setFn(() -> events.add(Thread.currentThread().getName()));
        foo.callFnAsync();

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isEqualTo(events.get(1));
    }

    @Test
    void anInterceptorMayReplaceWhatTheMethodThrew() {
        FooStruct struct = new FooStruct("translated", Set.of(), List.of(), OptionalInt.empty(), Set.of(), Map.of());
        ProxyConnection.of(pair.server())
                .setOptions(ProxyOptions.defaults().withServerInterceptors(List.of((call, next) -> {
                    try {
                        next.proceed();
                    } catch (IllegalStateException | FooException e) {
                        throw e instanceof FooException ? new FooException(struct) : new IllegalArgumentException("no");
                    }
                })));
        pair.service().setFn(() -> {
            throw new IllegalStateException();
        });

        assertThatThrownBy(() -> foo.callFn()).hasMessage("java.lang.IllegalArgumentException: no");
        FooStruct sent = new FooStruct("sent", Set.of(), List.of(), OptionalInt.empty(), Set.of(), Map.of());
        assertThatThrownBy(() -> foo.raise(sent))
                .isInstanceOf(FooException.class)
                .hasMessage("translated");
    }

    private ClientInterceptor client(String name) {
        return (call, next) -> {
            events.add("+" + name);
            next.run();
            assertThat(call.endsLater(failure -> failure)).isFalse();
            events.add("-" + name);
        };
    }

    private ServerInterceptor server(String name) {
        return (call, next) -> {
            events.add("+" + name);
            next.proceed();
            assertThat(call.endsLater(failure -> failure)).isFalse();
            events.add("-" + name);
        };
    }
}
