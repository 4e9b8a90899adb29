package io.multiprocess.foo;

import io.multiprocess.proxy.ClientInvokeContext;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.proxy.type.DataFields;
import io.multiprocess.proxy.type.Enums;
import io.multiprocess.proxy.type.Interfaces;
import io.multiprocess.proxy.type.Lists;
import io.multiprocess.proxy.type.Texts;
import io.multiprocess.proxy.type.ThreadMaps;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import javax.annotation.processing.Generated;
import org.capnproto.StructList;
import org.capnproto.Text;

/** Calls a {@link FooImplementation} in another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
public final class FooImplementationProxyClient extends ProxyClient<FooImplementation> implements FooImplementation {
    static final ProxyMethod ADD = ProxyMethod.of(0, FooCapnp.FooInterface.ID, 0, "FooInterface.add", 2, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod MAP_SIZE = ProxyMethod.of(1, FooCapnp.FooInterface.ID, 1, "FooInterface.mapSize", 10, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod PASS = ProxyMethod.of(2, FooCapnp.FooInterface.ID, 2, "FooInterface.pass", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod RAISE = ProxyMethod.of(3, FooCapnp.FooInterface.ID, 3, "FooInterface.raise", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod INIT_THREAD_MAP = ProxyMethod.of(4, FooCapnp.FooInterface.ID, 4, "FooInterface.initThreadMap", 2, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod CALLBACK = ProxyMethod.of(5, FooCapnp.FooInterface.ID, 5, "FooInterface.callback", 6, 0).copied();

    static final ProxyMethod CALLBACK_UNIQUE = ProxyMethod.of(6, FooCapnp.FooInterface.ID, 6, "FooInterface.callbackUnique", 6, 0).copied();

    static final ProxyMethod CALLBACK_SHARED = ProxyMethod.of(7, FooCapnp.FooInterface.ID, 7, "FooInterface.callbackShared", 6, 0).copied();

    static final ProxyMethod SAVE_CALLBACK = ProxyMethod.of(8, FooCapnp.FooInterface.ID, 8, "FooInterface.saveCallback", 5, 0).copied();

    static final ProxyMethod CALLBACK_SAVED = ProxyMethod.of(9, FooCapnp.FooInterface.ID, 9, "FooInterface.callbackSaved", 5, 0).copied();

    static final ProxyMethod CALLBACK_EXTENDED = ProxyMethod.of(10, FooCapnp.FooInterface.ID, 10, "FooInterface.callbackExtended", 6, 0).copied();

    static final ProxyMethod PASS_CUSTOM = ProxyMethod.of(11, FooCapnp.FooInterface.ID, 11, "FooInterface.passCustom", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod PASS_EMPTY = ProxyMethod.of(12, FooCapnp.FooInterface.ID, 12, "FooInterface.passEmpty", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod PASS_MESSAGE = ProxyMethod.of(13, FooCapnp.FooInterface.ID, 13, "FooInterface.passMessage", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod PASS_MUTABLE = ProxyMethod.of(14, FooCapnp.FooInterface.ID, 14, "FooInterface.passMutable", 10, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod PASS_ENUM = ProxyMethod.of(15, FooCapnp.FooInterface.ID, 15, "FooInterface.passEnum", 2, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod PASS_FN = ProxyMethod.of(16, FooCapnp.FooInterface.ID, 16, "FooInterface.passFn", 5, 0).copied();

    static final ProxyMethod CALL_FN = ProxyMethod.of(17, FooCapnp.FooInterface.ID, 17, "FooInterface.callFn", 1, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod CALL_FN_ASYNC = ProxyMethod.of(18, FooCapnp.FooInterface.ID, 18, "FooInterface.callFnAsync", 4, 0).copied();

    static final ProxyMethod ADD_OUT = ProxyMethod.of(19, FooCapnp.FooInterface.ID, 19, "FooInterface.addOut", 2, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod ADD_IN_OUT = ProxyMethod.of(20, FooCapnp.FooInterface.ID, 20, "FooInterface.addInOut", 2, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod CALL_INT_FN_ASYNC = ProxyMethod.of(21, FooCapnp.FooInterface.ID, 21, "FooInterface.callIntFnAsync", 5, 0).copied();

    static final ProxyMethod PASS_DATA_POINTERS = ProxyMethod.of(22, FooCapnp.FooInterface.ID, 22, "FooInterface.passDataPointers", 10, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod PASS_DOUBLE = ProxyMethod.of(23, FooCapnp.FooInterface.ID, 23, "FooInterface.passDouble", 2, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod PASS_DATA = ProxyMethod.of(24, FooCapnp.FooInterface.ID, 24, "FooInterface.passData", 10, ProxyMethod.NO_CONTEXT).copied();

    /** How to make proxies of {@link FooImplementation}. */
    public static final ProxyType<FooImplementation> TYPE = new ProxyType<FooImplementation>(FooImplementation.class, "foo.capnp:FooInterface", FooCapnp.FooInterface.ID, ADD, MAP_SIZE, PASS, RAISE, INIT_THREAD_MAP, CALLBACK, CALLBACK_UNIQUE, CALLBACK_SHARED, SAVE_CALLBACK, CALLBACK_SAVED, CALLBACK_EXTENDED, PASS_CUSTOM, PASS_EMPTY, PASS_MESSAGE, PASS_MUTABLE, PASS_ENUM, PASS_FN, CALL_FN, CALL_FN_ASYNC, ADD_OUT, ADD_IN_OUT, CALL_INT_FN_ASYNC, PASS_DATA_POINTERS, PASS_DOUBLE, PASS_DATA) {
        @Override
        public FooImplementation newClient(ProxyContext context) {
            return new FooImplementationProxyClient(context);
        }

        @Override
        public ProxyServer<FooImplementation> newServer(FooImplementation impl,
                ProxyServerContext context) {
            return new FooImplementationProxyServer(impl, context);
        }
    };

    private static final FooMessageConversion FOO_MESSAGE_CONVERSION = new FooMessageConversion();

    private static final FooMutableConversion FOO_MUTABLE_CONVERSION = new FooMutableConversion();

    FooImplementationProxyClient(ProxyContext context) {
        super(context);
    }

    @Override
    public int add(int a, int b) {
        try (ClientInvokeContext call = context.begin(ADD)) {
            FooCapnp.FooInterface.AddParams.Builder params = call.params(FooCapnp.FooInterface.AddParams.factory);
            params.setA(a);
            params.setB(b);
            try {
                return call.invoke(FooCapnp.FooInterface.AddResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int mapSize(Map<String, String> map) {
        try (ClientInvokeContext call = context.begin(MAP_SIZE)) {
            FooCapnp.FooInterface.MapSizeParams.Builder params = call.params(FooCapnp.FooInterface.MapSizeParams.factory);
            buildStringByString(map, params.initMap(map.size()));
            try {
                return call.invoke(FooCapnp.FooInterface.MapSizeResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public FooStruct pass(FooStruct arg) {
        try (ClientInvokeContext call = context.begin(PASS)) {
            FooCapnp.FooInterface.PassParams.Builder params = call.params(FooCapnp.FooInterface.PassParams.factory);
            FooStructProxyStruct.build(arg, params.initArg());
            try {
                return FooStructProxyStruct.read(call.invoke(FooCapnp.FooInterface.PassResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void raise(FooStruct arg) throws FooException {
        try (ClientInvokeContext call = context.begin(RAISE)) {
            FooCapnp.FooInterface.RaiseParams.Builder params = call.params(FooCapnp.FooInterface.RaiseParams.factory);
            FooStructProxyStruct.build(arg, params.initArg());
            try {
                FooCapnp.FooInterface.RaiseResults.Reader results = call.invoke(FooCapnp.FooInterface.RaiseResults.factory);
                if (results.hasError()) {
                    throw new FooException(FooStructProxyStruct.read(results.getError()));
                }
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void initThreadMap() {
        try (ClientInvokeContext call = context.begin(INIT_THREAD_MAP)) {
            FooCapnp.FooInterface.InitThreadMapParams.Builder params = call.params(FooCapnp.FooInterface.InitThreadMapParams.factory);
            params.setThreadMap(call.capabilities(), ThreadMaps.build(call));
            try {
                FooCapnp.FooInterface.InitThreadMapResults.Reader results = call.invoke(FooCapnp.FooInterface.InitThreadMapResults.factory);
                ThreadMaps.read(call, results.getThreadMap());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int callback(FooCallback callback, int arg) {
        try (ClientInvokeContext call = context.begin(CALLBACK)) {
            FooCapnp.FooInterface.CallbackParams.Builder params = call.params(FooCapnp.FooInterface.CallbackParams.factory);
            call.buildContext(params.initContext());
            params.setCallback(call.capabilities(), Interfaces.build(call, FooCallbackProxyClient.TYPE, callback, false));
            params.setArg(arg);
            try {
                return call.invoke(FooCapnp.FooInterface.CallbackResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int callbackUnique(FooCallback callback, int arg) {
        try (ClientInvokeContext call = context.begin(CALLBACK_UNIQUE)) {
            FooCapnp.FooInterface.CallbackUniqueParams.Builder params = call.params(FooCapnp.FooInterface.CallbackUniqueParams.factory);
            call.buildContext(params.initContext());
            params.setCallback(call.capabilities(), Interfaces.build(call, FooCallbackProxyClient.TYPE, callback, false));
            params.setArg(arg);
            try {
                return call.invoke(FooCapnp.FooInterface.CallbackUniqueResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int callbackShared(FooCallback callback, int arg) {
        try (ClientInvokeContext call = context.begin(CALLBACK_SHARED)) {
            FooCapnp.FooInterface.CallbackSharedParams.Builder params = call.params(FooCapnp.FooInterface.CallbackSharedParams.factory);
            call.buildContext(params.initContext());
            params.setCallback(call.capabilities(), Interfaces.build(call, FooCallbackProxyClient.TYPE, callback, false));
            params.setArg(arg);
            try {
                return call.invoke(FooCapnp.FooInterface.CallbackSharedResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void saveCallback(FooCallback callback) {
        try (ClientInvokeContext call = context.begin(SAVE_CALLBACK)) {
            FooCapnp.FooInterface.SaveCallbackParams.Builder params = call.params(FooCapnp.FooInterface.SaveCallbackParams.factory);
            call.buildContext(params.initContext());
            params.setCallback(call.capabilities(), Interfaces.build(call, FooCallbackProxyClient.TYPE, callback, false));
            call.invoke();
        }
    }

    @Override
    public int callbackSaved(int arg) {
        try (ClientInvokeContext call = context.begin(CALLBACK_SAVED)) {
            FooCapnp.FooInterface.CallbackSavedParams.Builder params = call.params(FooCapnp.FooInterface.CallbackSavedParams.factory);
            call.buildContext(params.initContext());
            params.setArg(arg);
            try {
                return call.invoke(FooCapnp.FooInterface.CallbackSavedResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int callbackExtended(ExtendedCallback callback, int arg) {
        try (ClientInvokeContext call = context.begin(CALLBACK_EXTENDED)) {
            FooCapnp.FooInterface.CallbackExtendedParams.Builder params = call.params(FooCapnp.FooInterface.CallbackExtendedParams.factory);
            call.buildContext(params.initContext());
            params.setCallback(call.capabilities(), Interfaces.build(call, ExtendedCallbackProxyClient.TYPE, callback, false));
            params.setArg(arg);
            try {
                return call.invoke(FooCapnp.FooInterface.CallbackExtendedResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public FooCustom passCustom(FooCustom arg) {
        try (ClientInvokeContext call = context.begin(PASS_CUSTOM)) {
            FooCapnp.FooInterface.PassCustomParams.Builder params = call.params(FooCapnp.FooInterface.PassCustomParams.factory);
            FooCustomProxyStruct.build(arg, params.initArg());
            try {
                return FooCustomProxyStruct.read(call.invoke(FooCapnp.FooInterface.PassCustomResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public FooEmpty passEmpty(FooEmpty arg) {
        try (ClientInvokeContext call = context.begin(PASS_EMPTY)) {
            FooCapnp.FooInterface.PassEmptyParams.Builder params = call.params(FooCapnp.FooInterface.PassEmptyParams.factory);
            FooEmptyProxyStruct.build(arg, params.initArg());
            try {
                return FooEmptyProxyStruct.read(call.invoke(FooCapnp.FooInterface.PassEmptyResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public FooMessage passMessage(FooMessage arg) {
        try (ClientInvokeContext call = context.begin(PASS_MESSAGE)) {
            FooCapnp.FooInterface.PassMessageParams.Builder params = call.params(FooCapnp.FooInterface.PassMessageParams.factory);
            FOO_MESSAGE_CONVERSION.build(call, arg, params.initArg());
            try {
                return FOO_MESSAGE_CONVERSION.read(call, call.invoke(FooCapnp.FooInterface.PassMessageResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void passMutable(FooMutable arg) {
        try (ClientInvokeContext call = context.begin(PASS_MUTABLE)) {
            FooCapnp.FooInterface.PassMutableParams.Builder params = call.params(FooCapnp.FooInterface.PassMutableParams.factory);
            FOO_MUTABLE_CONVERSION.build(call, arg, params.initArg());
            try {
                FooCapnp.FooInterface.PassMutableResults.Reader results = call.invoke(FooCapnp.FooInterface.PassMutableResults.factory);
                FOO_MUTABLE_CONVERSION.update(call, results.getArg(), arg);
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public FooEnum passEnum(FooEnum arg) {
        try (ClientInvokeContext call = context.begin(PASS_ENUM)) {
            FooCapnp.FooInterface.PassEnumParams.Builder params = call.params(FooCapnp.FooInterface.PassEnumParams.factory);
            params.setArg(arg.ordinal());
            try {
                return Enums.read(FooEnum.values(), call.invoke(FooCapnp.FooInterface.PassEnumResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int passFn(IntSupplier fn) {
        try (ClientInvokeContext call = context.begin(PASS_FN)) {
            FooCapnp.FooInterface.PassFnParams.Builder params = call.params(FooCapnp.FooInterface.PassFnParams.factory);
            call.buildContext(params.initContext());
            params.setFn(call.capabilities(), Interfaces.build(call, FooFnProxyClient.TYPE, fn, false));
            try {
                return call.invoke(FooCapnp.FooInterface.PassFnResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void callFn() {
        try (ClientInvokeContext call = context.begin(CALL_FN)) {
            call.invoke();
        }
    }

    @Override
    public void callFnAsync() {
        try (ClientInvokeContext call = context.begin(CALL_FN_ASYNC)) {
            FooCapnp.FooInterface.CallFnAsyncParams.Builder params = call.params(FooCapnp.FooInterface.CallFnAsyncParams.factory);
            call.buildContext(params.initContext());
            call.invoke();
        }
    }

    @Override
    public int addOut(int a, int b) {
        try (ClientInvokeContext call = context.begin(ADD_OUT)) {
            FooCapnp.FooInterface.AddOutParams.Builder params = call.params(FooCapnp.FooInterface.AddOutParams.factory);
            params.setA(a);
            params.setB(b);
            try {
                return call.invoke(FooCapnp.FooInterface.AddOutResults.factory).getRet();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int addInOut(int x, int sum) {
        try (ClientInvokeContext call = context.begin(ADD_IN_OUT)) {
            FooCapnp.FooInterface.AddInOutParams.Builder params = call.params(FooCapnp.FooInterface.AddInOutParams.factory);
            params.setX(x);
            params.setSum(sum);
            try {
                return call.invoke(FooCapnp.FooInterface.AddInOutResults.factory).getSum();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public int callIntFnAsync(int arg) {
        try (ClientInvokeContext call = context.begin(CALL_INT_FN_ASYNC)) {
            FooCapnp.FooInterface.CallIntFnAsyncParams.Builder params = call.params(FooCapnp.FooInterface.CallIntFnAsyncParams.factory);
            call.buildContext(params.initContext());
            params.setArg(arg);
            try {
                return call.invoke(FooCapnp.FooInterface.CallIntFnAsyncResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public List<byte[]> passDataPointers(List<byte[]> arg) {
        try (ClientInvokeContext call = context.begin(PASS_DATA_POINTERS)) {
            FooCapnp.FooInterface.PassDataPointersParams.Builder params = call.params(FooCapnp.FooInterface.PassDataPointersParams.factory);
            Lists.buildData(arg, params.initArg(arg.size()));
            try {
                return Lists.readNullableData(call.invoke(FooCapnp.FooInterface.PassDataPointersResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public double passDouble(double value) {
        try (ClientInvokeContext call = context.begin(PASS_DOUBLE)) {
            FooCapnp.FooInterface.PassDoubleParams.Builder params = call.params(FooCapnp.FooInterface.PassDoubleParams.factory);
            params.setArg(value);
            try {
                return call.invoke(FooCapnp.FooInterface.PassDoubleResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public byte[] passData(byte[] arg) {
        try (ClientInvokeContext call = context.begin(PASS_DATA)) {
            FooCapnp.FooInterface.PassDataParams.Builder params = call.params(FooCapnp.FooInterface.PassDataParams.factory);
            params.setArg(call.data(arg));
            try {
                return DataFields.read(call.invoke(FooCapnp.FooInterface.PassDataResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    private static void buildStringByString(Map<String, String> value,
            StructList.Builder<FooCapnp.Pair.Builder<Text.Builder, Text.Builder>> output) {
        int i = 0;
        for (Map.Entry<String, String> entry : value.entrySet()) {
            FooCapnp.Pair.Builder<Text.Builder, Text.Builder> pair = output.get(i++);
            pair.setFirst(Text.factory, Texts.reader(entry.getKey()));
            pair.setSecond(Text.factory, Texts.reader(entry.getValue()));
        }
    }
}
