/**
 * The data channel of a session: the binary frames that AWS's session-manager-plugin speaks over a web socket
 * (agent-protocol.md 16), and both of its ends. The server has the host's end; the command line and the tests have the
 * client's.
 *
 * <p>It is not where sessions are opened or judged, and it knows no container: an end is told of bytes and of time, and tells
 * its owner what came of them.
 */
@NullMarked
package io.gantry.session;

import org.jspecify.annotations.NullMarked;
