/** The program of a sandbox, run by this machine. The image around it is tried by the contract of container engines. */
@NullMarked
package io.gantry.agent.node.sandbox;

import org.jspecify.annotations.NullMarked;
