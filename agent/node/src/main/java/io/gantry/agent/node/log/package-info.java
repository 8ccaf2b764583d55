/**
 * How the output of containers becomes events of CloudWatch Logs: the options of the awslogs driver, lines that belong
 * together, and how far a container's output has been kept. Without the outside: whoever reads the output and calls the service
 * has the threads.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html">Amazon ECS: awslogs</a>
 */
@NullMarked
package io.gantry.agent.node.log;

import org.jspecify.annotations.NullMarked;
