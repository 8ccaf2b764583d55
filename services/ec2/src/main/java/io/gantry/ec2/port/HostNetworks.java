package io.gantry.ec2.port;

import java.util.List;

/** The networks that the host already reaches, which no VPC may hide. */
public interface HostNetworks {
    /** A host that reaches nothing of its own, for tests. */
    HostNetworks NONE = List::of;

    /** The ranges of its routes save the default one, for example {@code 192.168.1.0/24}. Read anew each time. */
    List<String> ranges();
}
