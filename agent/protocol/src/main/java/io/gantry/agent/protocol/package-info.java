/**
 * What an ECS agent and its control plane say to each other: frames of the two channels, payloads, reports, query keys,
 * timers and sequence rules, as the public agent speaks them. Pure values and rules; no sockets, no threads, no clock.
 */
@NullMarked
package io.gantry.agent.protocol;

import org.jspecify.annotations.NullMarked;
