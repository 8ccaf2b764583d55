package io.gantry.ecs.dispatch;

/** An agent's two channels. */
public enum ChannelKind {
    /** Commands down, acknowledgements up. */
    ACS,
    /** Metrics and health up, acknowledgements down. */
    TCS
}
