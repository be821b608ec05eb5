package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.core.Identity;
import io.github.kerasjvm.layer.core.InputLayer;
import io.github.kerasjvm.layer.preprocessing.AugMix;
import io.github.kerasjvm.layer.preprocessing.CutMix;
import io.github.kerasjvm.layer.preprocessing.Equalization;
import io.github.kerasjvm.layer.preprocessing.MixUp;
import io.github.kerasjvm.layer.preprocessing.RandAugment;
import io.github.kerasjvm.layer.preprocessing.RandomBrightness;
import io.github.kerasjvm.layer.preprocessing.RandomColorDegeneration;
import io.github.kerasjvm.layer.preprocessing.RandomColorJitter;
import io.github.kerasjvm.layer.preprocessing.RandomContrast;
import io.github.kerasjvm.layer.preprocessing.RandomElasticTransform;
import io.github.kerasjvm.layer.preprocessing.RandomErasing;
import io.github.kerasjvm.layer.preprocessing.RandomFlip;
import io.github.kerasjvm.layer.preprocessing.RandomGaussianBlur;
import io.github.kerasjvm.layer.preprocessing.RandomGrayscale;
import io.github.kerasjvm.layer.preprocessing.RandomHeight;
import io.github.kerasjvm.layer.preprocessing.RandomHue;
import io.github.kerasjvm.layer.preprocessing.RandomInvert;
import io.github.kerasjvm.layer.preprocessing.RandomPerspective;
import io.github.kerasjvm.layer.preprocessing.RandomPosterization;
import io.github.kerasjvm.layer.preprocessing.RandomRotation;
import io.github.kerasjvm.layer.preprocessing.RandomSaturation;
import io.github.kerasjvm.layer.preprocessing.RandomSharpness;
import io.github.kerasjvm.layer.preprocessing.RandomShear;
import io.github.kerasjvm.layer.preprocessing.RandomTranslation;
import io.github.kerasjvm.layer.preprocessing.RandomWidth;
import io.github.kerasjvm.layer.preprocessing.RandomZoom;
import io.github.kerasjvm.layer.preprocessing.Solarization;
import io.github.kerasjvm.layer.regularization.ActivityRegularization;
import io.github.kerasjvm.layer.regularization.AlphaDropout;
import io.github.kerasjvm.layer.regularization.Dropout;
import io.github.kerasjvm.layer.regularization.GaussianDropout;
import io.github.kerasjvm.layer.regularization.GaussianNoise;
import io.github.kerasjvm.layer.regularization.SpatialDropout1D;
import io.github.kerasjvm.layer.regularization.SpatialDropout2D;
import io.github.kerasjvm.layer.regularization.SpatialDropout3D;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/** Rules for what gives its input at inference. */
final class IdentityRules {

    /** The note on layers that are not exported. */
    static final String LEFT_OUT = "Left out; it matters in training alone.";

    static final List<Rule<?>> ALL = List.of(
            Rule.exact(InputLayer.KIND, InputLayer.class, (layer, call) -> call.in())
                    .inAnyOrder(),
            Rule.exact(Dropout.KIND, Dropout.class, IdentityRules::dropout).inAnyOrder(),
            leftOut(ActivityRegularization.KIND, ActivityRegularization.class),
            leftOut(AlphaDropout.KIND, AlphaDropout.class),
            leftOut(AugMix.KIND, AugMix.class),
            leftOut(CutMix.KIND, CutMix.class),
            leftOut(Equalization.KIND, Equalization.class),
            leftOut(GaussianDropout.KIND, GaussianDropout.class),
            leftOut(GaussianNoise.KIND, GaussianNoise.class),
            Rule.exact(Identity.KIND, Identity.class, (layer, call) -> call.in())
                    .inAnyOrder(),
            leftOut(MixUp.KIND, MixUp.class),
            leftOut(RandAugment.KIND, RandAugment.class),
            leftOut(RandomBrightness.KIND, RandomBrightness.class),
            leftOut(RandomColorDegeneration.KIND, RandomColorDegeneration.class),
            leftOut(RandomColorJitter.KIND, RandomColorJitter.class),
            leftOut(RandomContrast.KIND, RandomContrast.class),
            leftOut(RandomElasticTransform.KIND, RandomElasticTransform.class),
            leftOut(RandomErasing.KIND, RandomErasing.class),
            leftOut(RandomFlip.KIND, RandomFlip.class),
            leftOut(RandomGaussianBlur.KIND, RandomGaussianBlur.class),
            leftOut(RandomGrayscale.KIND, RandomGrayscale.class),
            leftOut(RandomHeight.KIND, RandomHeight.class),
            leftOut(RandomHue.KIND, RandomHue.class),
            leftOut(RandomInvert.KIND, RandomInvert.class),
            leftOut(RandomPerspective.KIND, RandomPerspective.class),
            leftOut(RandomPosterization.KIND, RandomPosterization.class),
            leftOut(RandomRotation.KIND, RandomRotation.class),
            leftOut(RandomSaturation.KIND, RandomSaturation.class),
            leftOut(RandomSharpness.KIND, RandomSharpness.class),
            leftOut(RandomShear.KIND, RandomShear.class),
            leftOut(RandomTranslation.KIND, RandomTranslation.class),
            leftOut(RandomWidth.KIND, RandomWidth.class),
            leftOut(RandomZoom.KIND, RandomZoom.class),
            leftOut(Solarization.KIND, Solarization.class),
            leftOut(SpatialDropout1D.KIND, SpatialDropout1D.class),
            leftOut(SpatialDropout2D.KIND, SpatialDropout2D.class),
            leftOut(SpatialDropout3D.KIND, SpatialDropout3D.class));

    private IdentityRules() {}

    private static <L extends Layer> Rule<L> leftOut(Kind<L> kind, Class<L> type) {
        return new Rule<>(kind.className(), type, Dl4jSupport.Level.EXACT, LEFT_OUT, true, (layer, call) -> call.in());
    }

    private static Flow dropout(Dropout dropout, LayerCall call) {
        if (dropout.rate() == 0 || dropout.rate() == 1) {
            return call.in(); // DL4J has no such dropout; nothing is lost at inference
        }
        // Keras names the share that it drops, DL4J the share that it keeps.
        return call.elementwise("", new DropoutLayer.Builder(1 - dropout.rate()).build(), call.in());
    }
}
