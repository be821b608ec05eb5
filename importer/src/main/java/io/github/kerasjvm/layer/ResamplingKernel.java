package io.github.kerasjvm.layer;

/**
 * How much a position weighs by its distance from the point that is asked for; the weights of a point are divided by
 * their sum afterwards. The formulas are those of TensorFlow's {@code sampling_kernels.h}, which JAX shares.
 */
enum ResamplingKernel {
    TRIANGLE(1) {
        @Override
        double weight(double x) {
            return 1 - x;
        }
    },
    /** The cubic convolution of Keys with a = -1/2. */
    KEYS_CUBIC(2) {
        @Override
        double weight(double x) {
            return x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;
        }
    },
    /** The cubic filter of Mitchell and Netravali with B = C = 1/3. */
    MITCHELL_CUBIC(2) {
        @Override
        double weight(double x) {
            return x >= 1 ? ((-7.0 / 18 * x + 2) * x - 10.0 / 3) * x + 16.0 / 9 : (7.0 / 6 * x - 2) * x * x + 8.0 / 9;
        }
    },
    /** A Gaussian of standard deviation 1/2, cut off at three of them. */
    GAUSSIAN(1.5) {
        @Override
        double weight(double x) {
            return Math.exp(-2 * x * x);
        }
    },
    LANCZOS3(3) {
        @Override
        double weight(double x) {
            return lanczos(x, 3);
        }
    },
    LANCZOS5(5) {
        @Override
        double weight(double x) {
            return lanczos(x, 5);
        }
    };

    private final double radius;

    ResamplingKernel(double radius) {
        this.radius = radius;
    }

    /** The distance from which on nothing weighs. */
    double radius() {
        return radius;
    }

    /** The weight at a distance between 0 and the radius. */
    abstract double weight(double distance);

    private static double lanczos(double x, double radius) {
        double angle = Math.PI * x;
        return x <= 1e-3 ? 1 : radius * Math.sin(angle) * Math.sin(angle / radius) / (angle * angle);
    }
}
