package io.multiprocess.foo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** One method for every kind of value and call. */
public interface FooImplementation {
    int add(int a, int b);

    int addOut(int a, int b);

    int addInOut(int x, int sum);

    int mapSize(Map<String, String> map);

    FooStruct pass(FooStruct arg);

    void raise(FooStruct arg) throws FooException;

    void initThreadMap();

    int callback(FooCallback callback, int arg);

    int callbackUnique(FooCallback callback, int arg);

    int callbackShared(FooCallback callback, int arg);

    void saveCallback(@Nullable FooCallback callback);

    int callbackSaved(int arg);

    int callbackExtended(ExtendedCallback callback, int arg);

    FooCustom passCustom(FooCustom arg);

    FooEmpty passEmpty(FooEmpty arg);

    byte[] passData(byte[] arg);

    FooMessage passMessage(FooMessage arg);

    void passMutable(FooMutable arg);

    FooEnum passEnum(FooEnum arg);

    double passDouble(double value);

    /** Elements may be null. */
    List<byte @Nullable []> passDataPointers(List<byte @Nullable []> arg);

    int passFn(IntSupplier fn);

    void callFn();

    void callFnAsync();

    int callIntFnAsync(int arg);
}
