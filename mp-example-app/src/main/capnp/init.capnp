# What each server of the example offers first. The same on the wire as libmultiprocess's example/init.capnp.

@0xba5a7448664901b1;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";
using Calculator = import "calculator.capnp";
using Printer = import "printer.capnp";

$Java.package("io.multiprocess.example.schema");
$Java.outerClassname("InitCapnp");

interface InitInterface $Proxy.wrap("io.multiprocess.example.Init") {
    construct @0 (threadMap: Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
    makeCalculator @1 (context :Proxy.Context, print :Printer.PrinterInterface) -> (result :Calculator.CalculatorInterface);
    makePrinter @2 (context :Proxy.Context) -> (result :Printer.PrinterInterface);
}
