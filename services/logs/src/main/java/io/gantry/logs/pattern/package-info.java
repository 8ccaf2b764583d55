/**
 * The filter pattern language of CloudWatch Logs: terms, regular expressions, conditions on JSON and on fields between spaces. It
 * knows neither groups nor stores.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">CloudWatch Logs: filter
 *     pattern syntax</a>
 */
@NullMarked
package io.gantry.logs.pattern;

import org.jspecify.annotations.NullMarked;
