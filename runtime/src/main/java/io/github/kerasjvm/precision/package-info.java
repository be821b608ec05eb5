/** Numbers of fewer bits: fp16, bf16 and int8, their formulas, and who asks for them. */
package io.github.kerasjvm.precision;
