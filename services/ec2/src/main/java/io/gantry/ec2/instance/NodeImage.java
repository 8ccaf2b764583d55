package io.gantry.ec2.instance;

import io.gantry.ec2.resource.Kind;

/** The names of the images of Gantry's hosts, one for each architecture. */
final class NodeImage {
    private static final int DIGITS = 17;

    private NodeImage() {}

    static String name(String architecture) {
        return "gantry-node-" + architecture;
    }

    static String id(String architecture) {
        return "ami-" + Kind.digest(name(architecture)).substring(0, DIGITS);
    }
}
