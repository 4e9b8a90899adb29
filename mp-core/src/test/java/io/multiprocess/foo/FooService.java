package io.multiprocess.foo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/** Does what its counterpart in libmultiprocess's tests does; the hooks are for tests. <i>Thread-safe.</i> */
public final class FooService implements FooImplementation {
    private volatile @Nullable FooCallback saved;
    private volatile Runnable fn = () -> {};
    private volatile IntUnaryOperator intFn = arg -> arg + 1;

    /** What {@link #callFn} and {@link #callFnAsync} run. */
    public void setFn(Runnable fn) {
        this.fn = fn;
    }

    /** What {@link #callIntFnAsync} runs. */
    public void setIntFn(IntUnaryOperator intFn) {
        this.intFn = intFn;
    }

    @Override
    public int add(int a, int b) {
        return a + b;
    }

    @Override
    public int addOut(int a, int b) {
        return a + b;
    }

    @Override
    public int addInOut(int x, int sum) {
        return sum + x;
    }

    @Override
    public int mapSize(Map<String, String> map) {
        return map.size();
    }

    @Override
    public FooStruct pass(FooStruct arg) {
        return arg;
    }

    @Override
    public void raise(FooStruct arg) throws FooException {
        throw new FooException(arg);
    }

    @Override
    public void initThreadMap() {}

    @Override
    public int callback(FooCallback callback, int arg) {
        try (callback) {
            return callback.call(arg);
        }
    }

    @Override
    public int callbackUnique(FooCallback callback, int arg) {
        try (callback) {
            return callback.call(arg);
        }
    }

    @Override
    public int callbackShared(FooCallback callback, int arg) {
        try (callback) {
            return callback.call(arg);
        }
    }

    @Override
    public synchronized void saveCallback(@Nullable FooCallback callback) {
        FooCallback old = saved;
        saved = callback;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public int callbackSaved(int arg) {
        return Objects.requireNonNull(saved, "no callback is saved").call(arg);
    }

    @Override
    public int callbackExtended(ExtendedCallback callback, int arg) {
        try (callback) {
            return callback.callExtended(arg);
        }
    }

    @Override
    public FooCustom passCustom(FooCustom arg) {
        return arg;
    }

    @Override
    public FooEmpty passEmpty(FooEmpty arg) {
        return arg;
    }

    @Override
    public byte[] passData(byte[] arg) {
        return arg;
    }

    @Override
    public FooMessage passMessage(FooMessage arg) {
        return new FooMessage(arg.message() + " call");
    }

    @Override
    public void passMutable(FooMutable arg) {
        arg.message(arg.message() + " call");
    }

    @Override
    public FooEnum passEnum(FooEnum arg) {
        return arg;
    }

    @Override
    public double passDouble(double value) {
        return value;
    }

    @Override
    public List<byte @Nullable []> passDataPointers(List<byte @Nullable []> arg) {
        return arg;
    }

    @Override
    public int passFn(IntSupplier fn) {
        return fn.getAsInt();
    }

    @Override
    public void callFn() {
        fn.run();
    }

    @Override
    public void callFnAsync() {
        fn.run();
    }

    @Override
    public int callIntFnAsync(int arg) {
        return intFn.applyAsInt(arg);
    }
}
