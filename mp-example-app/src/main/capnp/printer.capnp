# A printer. The same on the wire as libmultiprocess's example/printer.capnp.

@0x893db95f456ed0e3;

using Java = import "/capnp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.example.schema");
$Java.outerClassname("PrinterCapnp");

interface PrinterInterface $Proxy.wrap("io.multiprocess.example.Printer") {
    destroy @0 (context :Proxy.Context) -> ();
    print @1 (context :Proxy.Context, text: Text) -> ();
}
