/**
 * Augmentation of images for training, as Keras's {@code ImageDataGenerator} does it:
 * {@link io.github.kerasjvm.augment.ImageTransform} changes one image by given parameters,
 * {@link io.github.kerasjvm.augment.Augmentation} draws the parameters, and
 * {@link io.github.kerasjvm.augment.AugmentedBatches} does so for batches while others are computed with.
 */
package io.github.kerasjvm.augment;
