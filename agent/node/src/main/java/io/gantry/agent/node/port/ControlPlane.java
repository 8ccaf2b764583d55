package io.gantry.agent.node.port;

import io.gantry.agent.protocol.TaskStateChange;

/** What the engine calls at the control plane. Calls block until they are answered. */
public interface ControlPlane {
    /**
     * SubmitTaskStateChange.
     *
     * @throws Refused when it was answered with an error, or not at all
     */
    void submitTaskStateChange(TaskStateChange change);

    /**
     * What the security groups of a VPC let through now, and on which hosts its interfaces are, as EC2 and ECS describe it; which of its addresses are
     * public only tasks say.
     *
     * @throws Refused when it was answered with an error, or not at all
     */
    SecurityRules securityRules(String vpcId);

    /** The control plane answered an error, or could not be reached. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        /** @param code the error's name, for example {@code InvalidParameterException}; empty when there was no answer */
        public Refused(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The error's name; empty when there was no answer. */
        public String code() {
            return code;
        }
    }
}
