@0xa3c64b7d0ab7c9d1;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("calc");
$Java.outerClassname("CalculatorCapnp");

interface Calculator $Proxy.wrap("calc.Calculator") {
  add @0 (a :Int64, b :Int64) -> (result :Int64);
  divide @1 (a :Int64, b :Int64) -> (result :Int64);
}
