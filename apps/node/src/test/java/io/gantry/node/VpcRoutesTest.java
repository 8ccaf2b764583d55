package io.gantry.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.node.VpcRoutes.Way;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What route tables say of the way out of a VPC. */
final class VpcRoutesTest {
    private static final String TABLES = """
            <DescribeRouteTablesResponse><routeTableSet>
              <item>
                <routeSet>
                  <item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state></item>
                  <item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-1</gatewayId><state>active</state></item>
                </routeSet>
                <associationSet><item><main>true</main></item></associationSet>
              </item>
              <item>
                <routeSet>
                  <item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-1</natGatewayId><state>active</state></item>
                </routeSet>
                <associationSet>
                  <item><main>false</main><subnetId>subnet-a</subnetId></item>
                  <item><main>false</main><subnetId>subnet-b</subnetId></item>
                </associationSet>
              </item>
              <item>
                <routeSet>
                  <item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-2</natGatewayId><state>blackhole</state></item>
                </routeSet>
                <associationSet><item><main>false</main><subnetId>subnet-c</subnetId></item></associationSet>
              </item>
            </routeTableSet></DescribeRouteTablesResponse>
            """;

    @Test
    void aSubnetAsksItsOwnTableElseTheMainOne() throws IOException {
        VpcRoutes routes = VpcRoutes.of(Ec2Api.items(Ec2Api.parse(TABLES), "routeTableSet"));

        assertThat(routes.of("subnet-a")).isEqualTo(Way.NAT_GATEWAY);
        assertThat(routes.of("subnet-b")).isEqualTo(Way.NAT_GATEWAY);
        assertThat(routes.of("subnet-c")).isEqualTo(Way.NONE);
        assertThat(routes.of("subnet-without-a-table")).isEqualTo(Way.INTERNET_GATEWAY);
    }
}
