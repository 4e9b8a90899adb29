# A calculator. The same on the wire as libmultiprocess's example/calculator.capnp.

@0xb67dbf34061180a9;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.example.schema");
$Java.outerClassname("CalculatorCapnp");

interface CalculatorInterface $Proxy.wrap("io.multiprocess.example.Calculator") {
    destroy @0 (context :Proxy.Context) -> ();
    solveEquation @1 (context :Proxy.Context, eqn: Text) -> ();
}
