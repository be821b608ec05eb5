package io.github.kerasjvm.verify;

/** A precision that loses more than is allowed. */
public final class PrecisionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was measured; kept apart from the message, which says it in words. */
    private final transient PrecisionLoss loss;

    PrecisionException(PrecisionLoss loss, double most) {
        super(loss.format().label() + " loses " + loss.share() + " of the largest number, allowed is " + most + ": "
                + String.join("\n", loss.lines()));
        this.loss = loss;
    }

    /**
     * What was measured.
     *
     * @return the loss
     */
    public PrecisionLoss loss() {
        return loss;
    }
}
