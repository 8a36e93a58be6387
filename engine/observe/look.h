// What every look at a model begins and ends with, whatever the model is.
#pragma once
#include <span>

#include "engine/observe/ghost.h"

namespace lab {

/// Fills probe, ids, labels, dropped and text_tokens of `frame`: the probe's text as the ghost cuts
/// it, the forced tokens, or the start token if there is nothing. Of more than `limit` tokens the
/// end stays, and the others are counted as dropped.
void take_probe(const Ghost& ghost, const Probe& probe, i64 limit, Frame& frame);

/// The position whose next token is asked about, 0..T-1.
i64 asked_position(const Frame& frame);

/// Fills candidates, u and sampled from the logits (V) at the asked position.
void rank_next(std::span<const float> logits, Frame& frame);

}  // namespace lab
