package io.multiprocess.matrix;

import io.multiprocess.proxy.CustomMessage;
import io.multiprocess.proxy.InvokeContext;

import java.math.BigDecimal;

/** What the plugin cannot know: which struct a decimal number is. */
public final class MoneyConversion
        implements CustomMessage<BigDecimal, MatrixCapnp.Money.Reader, MatrixCapnp.Money.Builder> {
    @Override
    public void build(InvokeContext context, BigDecimal value, MatrixCapnp.Money.Builder output) {
        output.setUnscaled(value.unscaledValue().longValueExact());
        output.setScale(value.scale());
    }

    @Override
    public BigDecimal read(InvokeContext context, MatrixCapnp.Money.Reader input) {
        return BigDecimal.valueOf(input.getUnscaled(), input.getScale());
    }
}
