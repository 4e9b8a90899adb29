package io.multiprocess.example.printer;

import io.multiprocess.example.Init;
import io.multiprocess.example.Printer;
import io.multiprocess.example.Terminal;
import io.multiprocess.spring.MpService;

/** Offers printers to other processes. */
@MpService
class PrinterService implements Init {

    @Override
    public Printer makePrinter() {
        return text -> Terminal.say("printer", text);
    }
}
