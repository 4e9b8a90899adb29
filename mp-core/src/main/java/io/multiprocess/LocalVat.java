package io.multiprocess;

import io.multiprocess.vat.VatConnection;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The vat of this process. */
final class LocalVat implements Vat {
    private final VatOptions options;

    LocalVat(VatOptions options) {
        this.options = options;
    }

    @Override
    public VatOptions options() {
        return options;
    }

    @Override
    public VatConnection connect(Address address, ConnectOptions connectOptions) throws IOException {
        throw new UnsupportedOperationException("not in this build");
    }

    @Override
    public ClientConnection client(Supplier<Address> address, ClientOptions clientOptions) {
        throw new UnsupportedOperationException("not in this build");
    }

    @Override
    public Listener listen(Address address, ListenOptions listenOptions, Bootstrap bootstrap) throws IOException {
        throw new UnsupportedOperationException("not in this build");
    }

    @Override
    public VatConnection serve(Address address, Bootstrap bootstrap) throws IOException {
        throw new UnsupportedOperationException("not in this build");
    }

    @Override
    public SpawnedProcess spawn(List<String> command, SpawnOptions spawnOptions) throws IOException {
        throw new UnsupportedOperationException("not in this build");
    }

    @Override
    public Collection<VatConnection> connections() {
        return List.of();
    }

    @Override
    public boolean stop(Duration grace) {
        return true;
    }

    @Override
    public void close() {}
}
