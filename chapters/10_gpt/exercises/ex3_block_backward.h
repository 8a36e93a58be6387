// Exercise 10.3 (three stars): the block's backward pass by hand. Lesson, sections 4, 5 and 13.
//
// Write the body, then: ./lab check 10.3. When stuck: ./lab hint 10.3
#pragma once
#include <cmath>
#include <vector>

#include "chapters/10_gpt/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// The gradients of one block (exercise 10.2), from its end to its beginning.
///
/// Given: dout, (T, C): dloss/dout. What the forward pass kept, and the weights (given.h): nothing
/// has to be computed a second time.
/// Wanted: dx, (T, C), and the gradient of every weight, each in the shape of its weight:
/// zeros_like(w) makes them. dw.n_heads is not looked at.
///
/// Three rules are enough:
///   product     y = x * transposed(W):     dx = dy * W          dW = transposed(dy) * x
///   sum         y = a + b:                 da = dy              db = dy
///   used twice  what goes two ways gets the sum of what comes back on both.
/// For softmax see section 13 and for gelu gelu_slope(). The norm is the one that needs paper:
/// y = x_hat * gamma + beta, where every number of x moves its row's mean and variance too.
///
/// Functions of your own may stand above this one. All gradients are compared with those of the
/// lab's tape, the last parts of the block first. Example: with all matrices 0 the block does
/// nothing, and dx = dout.
inline BlockGradients block_backward([[maybe_unused]] const Matrix& dout,
                                     [[maybe_unused]] const BlockKept& kept,
                                     [[maybe_unused]] const BlockWeights& w) {
  LAB_TODO("10.3");
}

}  // namespace lab::ex
