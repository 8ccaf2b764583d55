/** Metric filters, which say what in a group's lines is to be counted. Nothing counts yet: there is no CloudWatch room. */
@NullMarked
package io.gantry.logs.metricfilter;

import org.jspecify.annotations.NullMarked;
