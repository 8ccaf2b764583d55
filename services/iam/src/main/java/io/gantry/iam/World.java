package io.gantry.iam;

import io.gantry.base.Seal;
import io.gantry.iam.policy.Attachments;
import io.gantry.state.StateStore;

/**
 * What the room's operations share.
 *
 * @param attachments who holds which managed policy
 */
record World(StateStore store, Seal seal, Attachments attachments) {}
