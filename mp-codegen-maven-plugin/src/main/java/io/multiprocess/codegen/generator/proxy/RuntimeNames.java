package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;

/** The classes that generated code calls. The plugin does not depend on them. */
final class RuntimeNames {
    private static final String PROXY = "io.multiprocess.proxy";
    private static final String TYPE = "io.multiprocess.proxy.type";

    static final ClassName PROXY_CLIENT = ClassName.get(PROXY, "ProxyClient");
    static final ClassName PROXY_SERVER = ClassName.get(PROXY, "ProxyServer");
    static final ClassName PROXY_TYPE = ClassName.get(PROXY, "ProxyType");
    static final ClassName PROXY_METHOD = ClassName.get(PROXY, "ProxyMethod");
    static final ClassName PROXY_CONTEXT = ClassName.get(PROXY, "ProxyContext");
    static final ClassName PROXY_SERVER_CONTEXT = ClassName.get(PROXY, "ProxyServerContext");
    static final ClassName INVOKE_CONTEXT = ClassName.get(PROXY, "InvokeContext");
    static final ClassName CLIENT_INVOKE_CONTEXT = ClassName.get(PROXY, "ClientInvokeContext");
    static final ClassName SERVER_INVOKE_CONTEXT = ClassName.get(PROXY, "ServerInvokeContext");
    /** Its presence tells a module that uses the Spring Boot starter. */
    static final String SERVICE_ANNOTATION = "io.multiprocess.spring.MpService";

    static final String CUSTOM_MESSAGE = PROXY + ".CustomMessage";
    static final String CUSTOM_PASS = PROXY + ".CustomPass";
    static final String CUSTOM_VALUE = PROXY + ".CustomValue";

    static final ClassName DATA_FIELDS = ClassName.get(TYPE, "DataFields");
    static final ClassName ENUMS = ClassName.get(TYPE, "Enums");
    static final ClassName FAILURES = ClassName.get(TYPE, "Failures");
    static final ClassName INTERFACES = ClassName.get(TYPE, "Interfaces");
    static final ClassName LISTS = ClassName.get(TYPE, "Lists");
    static final ClassName NUMBERS = ClassName.get(TYPE, "Numbers");
    static final ClassName TEXTS = ClassName.get(TYPE, "Texts");
    static final ClassName THREAD_MAPS = ClassName.get(TYPE, "ThreadMaps");
    static final ClassName TIMES = ClassName.get(TYPE, "Times");

    private static final String CAPNPROTO = "org.capnproto";
    static final ClassName ANY_POINTER = ClassName.get(CAPNPROTO, "AnyPointer");
    static final ClassName DATA = ClassName.get(CAPNPROTO, "Data");
    static final ClassName DATA_LIST = ClassName.get(CAPNPROTO, "DataList");
    static final ClassName ENUM_LIST = ClassName.get(CAPNPROTO, "EnumList");
    static final ClassName LIST_LIST = ClassName.get(CAPNPROTO, "ListList");
    static final ClassName PRIMITIVE_LIST = ClassName.get(CAPNPROTO, "PrimitiveList");
    static final ClassName STRUCT_LIST = ClassName.get(CAPNPROTO, "StructList");
    static final ClassName TEXT = ClassName.get(CAPNPROTO, "Text");
    static final ClassName TEXT_LIST = ClassName.get(CAPNPROTO, "TextList");

    private RuntimeNames() {}
}
