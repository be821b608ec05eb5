/** Trainings that real Keras recorded, done again step by step and held against its losses, weights and optimizer state. */
package io.github.kerasjvm.verify.training;
