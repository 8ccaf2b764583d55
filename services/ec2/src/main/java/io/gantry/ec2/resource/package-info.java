/** What every EC2 resource has: an id of its kind, tags, a place in listings with filters, fences, and AWS's refusals. */
@NullMarked
package io.gantry.ec2.resource;

import org.jspecify.annotations.NullMarked;
