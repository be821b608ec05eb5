/** Arguments of what belongs to training, each read once and none ignored. */
package io.github.kerasjvm.train.argument;
