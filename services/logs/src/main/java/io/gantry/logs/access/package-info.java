/**
 * What the operations of the room need to be allowed, as AWS's service authorization reference has it.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html">AWS: actions,
 *     resources and condition keys of CloudWatch Logs</a>
 */
@NullMarked
package io.gantry.logs.access;

import org.jspecify.annotations.NullMarked;
