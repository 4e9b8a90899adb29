package io.multiprocess.foo;

import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ServerInvokeContext;
import io.multiprocess.proxy.type.DataFields;
import io.multiprocess.proxy.type.Enums;
import io.multiprocess.proxy.type.Interfaces;
import io.multiprocess.proxy.type.Lists;
import io.multiprocess.proxy.type.Texts;
import io.multiprocess.proxy.type.ThreadMaps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import javax.annotation.processing.Generated;
import org.capnproto.StructList;
import org.capnproto.Text;

/** Serves a {@link FooImplementation} to another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
final class FooImplementationProxyServer extends ProxyServer<FooImplementation> {
    private static final FooMessageConversion FOO_MESSAGE_CONVERSION = new FooMessageConversion();

    private static final FooMutableConversion FOO_MUTABLE_CONVERSION = new FooMutableConversion();

    FooImplementationProxyServer(FooImplementation impl, ProxyServerContext context) {
        super(FooImplementationProxyClient.TYPE, impl, context);
    }

    @Override
    protected void invoke(ServerInvokeContext call) throws Exception {
        switch (call.methodIndex()) {
            case 0 -> add(call);
            case 1 -> mapSize(call);
            case 2 -> pass(call);
            case 3 -> raise(call);
            case 4 -> initThreadMap(call);
            case 5 -> callback(call);
            case 6 -> callbackUnique(call);
            case 7 -> callbackShared(call);
            case 8 -> saveCallback(call);
            case 9 -> callbackSaved(call);
            case 10 -> callbackExtended(call);
            case 11 -> passCustom(call);
            case 12 -> passEmpty(call);
            case 13 -> passMessage(call);
            case 14 -> passMutable(call);
            case 15 -> passEnum(call);
            case 16 -> passFn(call);
            case 17 -> callFn(call);
            case 18 -> callFnAsync(call);
            case 19 -> addOut(call);
            case 20 -> addInOut(call);
            case 21 -> callIntFnAsync(call);
            case 22 -> passDataPointers(call);
            case 23 -> passDouble(call);
            case 24 -> passData(call);
            default -> throw call.unimplemented();
        }
    }

    private void add(ServerInvokeContext call) {
        FooCapnp.FooInterface.AddParams.Reader params = call.params(FooCapnp.FooInterface.AddParams.factory);
        int a = params.getA();
        int b = params.getB();
        int result = impl(call).add(a, b);
        FooCapnp.FooInterface.AddResults.Builder results = call.results(FooCapnp.FooInterface.AddResults.factory);
        results.setResult(result);
    }

    private void mapSize(ServerInvokeContext call) {
        FooCapnp.FooInterface.MapSizeParams.Reader params = call.params(FooCapnp.FooInterface.MapSizeParams.factory);
        Map<String, String> map = readStringByString(params.getMap());
        int result = impl(call).mapSize(map);
        FooCapnp.FooInterface.MapSizeResults.Builder results = call.results(FooCapnp.FooInterface.MapSizeResults.factory);
        results.setResult(result);
    }

    private void pass(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassParams.Reader params = call.params(FooCapnp.FooInterface.PassParams.factory);
        FooStruct arg = FooStructProxyStruct.read(params.getArg());
        FooStruct result = impl(call).pass(arg);
        FooCapnp.FooInterface.PassResults.Builder results = call.results(FooCapnp.FooInterface.PassResults.factory);
        FooStructProxyStruct.build(result, results.initResult());
    }

    private void raise(ServerInvokeContext call) throws FooException {
        FooCapnp.FooInterface.RaiseParams.Reader params = call.params(FooCapnp.FooInterface.RaiseParams.factory);
        FooStruct arg = FooStructProxyStruct.read(params.getArg());
        impl(call).raise(arg);
    }

    private void initThreadMap(ServerInvokeContext call) {
        FooCapnp.FooInterface.InitThreadMapParams.Reader params = call.params(FooCapnp.FooInterface.InitThreadMapParams.factory);
        ThreadMaps.read(call, params.getThreadMap());
        impl(call).initThreadMap();
        FooCapnp.FooInterface.InitThreadMapResults.Builder results = call.results(FooCapnp.FooInterface.InitThreadMapResults.factory);
        results.setThreadMap(call.capabilities(), ThreadMaps.build(call));
    }

    private void callback(ServerInvokeContext call) {
        FooCapnp.FooInterface.CallbackParams.Reader params = call.params(FooCapnp.FooInterface.CallbackParams.factory);
        FooCallback callback = Interfaces.read(call, FooCallbackProxyClient.TYPE, params.getCallback());
        int arg = params.getArg();
        int result = impl(call).callback(callback, arg);
        FooCapnp.FooInterface.CallbackResults.Builder results = call.results(FooCapnp.FooInterface.CallbackResults.factory);
        results.setResult(result);
    }

    private void callbackUnique(ServerInvokeContext call) {
        FooCapnp.FooInterface.CallbackUniqueParams.Reader params = call.params(FooCapnp.FooInterface.CallbackUniqueParams.factory);
        FooCallback callback = Interfaces.read(call, FooCallbackProxyClient.TYPE, params.getCallback());
        int arg = params.getArg();
        int result = impl(call).callbackUnique(callback, arg);
        FooCapnp.FooInterface.CallbackUniqueResults.Builder results = call.results(FooCapnp.FooInterface.CallbackUniqueResults.factory);
        results.setResult(result);
    }

    private void callbackShared(ServerInvokeContext call) {
        FooCapnp.FooInterface.CallbackSharedParams.Reader params = call.params(FooCapnp.FooInterface.CallbackSharedParams.factory);
        FooCallback callback = Interfaces.read(call, FooCallbackProxyClient.TYPE, params.getCallback());
        int arg = params.getArg();
        int result = impl(call).callbackShared(callback, arg);
        FooCapnp.FooInterface.CallbackSharedResults.Builder results = call.results(FooCapnp.FooInterface.CallbackSharedResults.factory);
        results.setResult(result);
    }

    private void saveCallback(ServerInvokeContext call) {
        FooCapnp.FooInterface.SaveCallbackParams.Reader params = call.params(FooCapnp.FooInterface.SaveCallbackParams.factory);
        FooCallback callback = Interfaces.read(call, FooCallbackProxyClient.TYPE, params.getCallback());
        impl(call).saveCallback(callback);
    }

    private void callbackSaved(ServerInvokeContext call) {
        FooCapnp.FooInterface.CallbackSavedParams.Reader params = call.params(FooCapnp.FooInterface.CallbackSavedParams.factory);
        int arg = params.getArg();
        int result = impl(call).callbackSaved(arg);
        FooCapnp.FooInterface.CallbackSavedResults.Builder results = call.results(FooCapnp.FooInterface.CallbackSavedResults.factory);
        results.setResult(result);
    }

    private void callbackExtended(ServerInvokeContext call) {
        FooCapnp.FooInterface.CallbackExtendedParams.Reader params = call.params(FooCapnp.FooInterface.CallbackExtendedParams.factory);
        ExtendedCallback callback = Interfaces.read(call, ExtendedCallbackProxyClient.TYPE, params.getCallback());
        int arg = params.getArg();
        int result = impl(call).callbackExtended(callback, arg);
        FooCapnp.FooInterface.CallbackExtendedResults.Builder results = call.results(FooCapnp.FooInterface.CallbackExtendedResults.factory);
        results.setResult(result);
    }

    private void passCustom(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassCustomParams.Reader params = call.params(FooCapnp.FooInterface.PassCustomParams.factory);
        FooCustom arg = FooCustomProxyStruct.read(params.getArg());
        FooCustom result = impl(call).passCustom(arg);
        FooCapnp.FooInterface.PassCustomResults.Builder results = call.results(FooCapnp.FooInterface.PassCustomResults.factory);
        FooCustomProxyStruct.build(result, results.initResult());
    }

    private void passEmpty(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassEmptyParams.Reader params = call.params(FooCapnp.FooInterface.PassEmptyParams.factory);
        FooEmpty arg = FooEmptyProxyStruct.read(params.getArg());
        FooEmpty result = impl(call).passEmpty(arg);
        FooCapnp.FooInterface.PassEmptyResults.Builder results = call.results(FooCapnp.FooInterface.PassEmptyResults.factory);
        FooEmptyProxyStruct.build(result, results.initResult());
    }

    private void passMessage(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassMessageParams.Reader params = call.params(FooCapnp.FooInterface.PassMessageParams.factory);
        FooMessage arg = FOO_MESSAGE_CONVERSION.read(call, params.getArg());
        FooMessage result = impl(call).passMessage(arg);
        FooCapnp.FooInterface.PassMessageResults.Builder results = call.results(FooCapnp.FooInterface.PassMessageResults.factory);
        FOO_MESSAGE_CONVERSION.build(call, result, results.initResult());
    }

    private void passMutable(ServerInvokeContext call) throws Exception {
        FooCapnp.FooInterface.PassMutableParams.Reader params = call.params(FooCapnp.FooInterface.PassMutableParams.factory);
        FOO_MUTABLE_CONVERSION.pass(call, params.getArg(), call.results(FooCapnp.FooInterface.PassMutableResults.factory).initArg(), value -> impl(call).passMutable(value));
    }

    private void passEnum(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassEnumParams.Reader params = call.params(FooCapnp.FooInterface.PassEnumParams.factory);
        FooEnum arg = Enums.read(FooEnum.values(), params.getArg());
        FooEnum result = impl(call).passEnum(arg);
        FooCapnp.FooInterface.PassEnumResults.Builder results = call.results(FooCapnp.FooInterface.PassEnumResults.factory);
        results.setResult(result.ordinal());
    }

    private void passFn(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassFnParams.Reader params = call.params(FooCapnp.FooInterface.PassFnParams.factory);
        IntSupplier fn = Interfaces.read(call, FooFnProxyClient.TYPE, params.getFn());
        int result = impl(call).passFn(fn);
        FooCapnp.FooInterface.PassFnResults.Builder results = call.results(FooCapnp.FooInterface.PassFnResults.factory);
        results.setResult(result);
    }

    private void callFn(ServerInvokeContext call) {
        impl(call).callFn();
    }

    private void callFnAsync(ServerInvokeContext call) {
        impl(call).callFnAsync();
    }

    private void addOut(ServerInvokeContext call) {
        FooCapnp.FooInterface.AddOutParams.Reader params = call.params(FooCapnp.FooInterface.AddOutParams.factory);
        int a = params.getA();
        int b = params.getB();
        int result = impl(call).addOut(a, b);
        FooCapnp.FooInterface.AddOutResults.Builder results = call.results(FooCapnp.FooInterface.AddOutResults.factory);
        results.setRet(result);
    }

    private void addInOut(ServerInvokeContext call) {
        FooCapnp.FooInterface.AddInOutParams.Reader params = call.params(FooCapnp.FooInterface.AddInOutParams.factory);
        int x = params.getX();
        int sum = params.getSum();
        int result = impl(call).addInOut(x, sum);
        FooCapnp.FooInterface.AddInOutResults.Builder results = call.results(FooCapnp.FooInterface.AddInOutResults.factory);
        results.setSum(result);
    }

    private void callIntFnAsync(ServerInvokeContext call) {
        FooCapnp.FooInterface.CallIntFnAsyncParams.Reader params = call.params(FooCapnp.FooInterface.CallIntFnAsyncParams.factory);
        int arg = params.getArg();
        int result = impl(call).callIntFnAsync(arg);
        FooCapnp.FooInterface.CallIntFnAsyncResults.Builder results = call.results(FooCapnp.FooInterface.CallIntFnAsyncResults.factory);
        results.setResult(result);
    }

    private void passDataPointers(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassDataPointersParams.Reader params = call.params(FooCapnp.FooInterface.PassDataPointersParams.factory);
        List<byte[]> arg = Lists.readNullableData(params.getArg());
        List<byte[]> result = impl(call).passDataPointers(arg);
        FooCapnp.FooInterface.PassDataPointersResults.Builder results = call.results(FooCapnp.FooInterface.PassDataPointersResults.factory);
        Lists.buildData(result, results.initResult(result.size()));
    }

    private void passDouble(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassDoubleParams.Reader params = call.params(FooCapnp.FooInterface.PassDoubleParams.factory);
        double value = params.getArg();
        double result = impl(call).passDouble(value);
        FooCapnp.FooInterface.PassDoubleResults.Builder results = call.results(FooCapnp.FooInterface.PassDoubleResults.factory);
        results.setResult(result);
    }

    private void passData(ServerInvokeContext call) {
        FooCapnp.FooInterface.PassDataParams.Reader params = call.params(FooCapnp.FooInterface.PassDataParams.factory);
        byte[] arg = DataFields.read(params.getArg());
        byte[] result = impl(call).passData(arg);
        FooCapnp.FooInterface.PassDataResults.Builder results = call.results(FooCapnp.FooInterface.PassDataResults.factory);
        results.setResult(call.data(result));
    }

    @Override
    protected boolean buildException(ServerInvokeContext call, Throwable failure) {
        if (call.methodIndex() == 3 && failure instanceof FooException error) {
            FooCapnp.FooInterface.RaiseResults.Builder results = call.results(FooCapnp.FooInterface.RaiseResults.factory);
            FooStructProxyStruct.build(error.value(), results.initError());
            return true;
        }
        return false;
    }

    private static Map<String, String> readStringByString(
            StructList.Reader<FooCapnp.Pair.Reader<Text.Reader, Text.Reader>> input) {
        Map<String, String> value = new LinkedHashMap<>();
        for (FooCapnp.Pair.Reader<Text.Reader, Text.Reader> entry : input) {
            value.put(Texts.read(entry.getFirst()), Texts.read(entry.getSecond()));
        }
        return value;
    }
}
