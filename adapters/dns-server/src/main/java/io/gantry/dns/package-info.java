/**
 * The resolver that tasks of VPCs ask: it listens on an address of the host, answers what {@link io.gantry.agent.node.port.PrivateNames} knows, and
 * passes everything else on to the host's own name servers. It remembers nothing: those servers do. Messages are read and
 * written by dnsjava. Why a port of the host and no process in each VPC: docs/decisions/0026.
 */
@NullMarked
package io.gantry.dns;

import org.jspecify.annotations.NullMarked;
