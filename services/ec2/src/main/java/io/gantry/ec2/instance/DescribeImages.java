package io.gantry.ec2.instance;

import io.gantry.base.AwsError;
import io.gantry.base.Page;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Image;

/** Describes the images of Gantry's own hosts, one for each architecture. */
public final class DescribeImages implements Operation<DescribeImagesRequest, DescribeImagesResponse> {
    private static Fields<Image> fields() {
        return Fields.<Image>tagged(image -> Map.of())
                .with("architecture", Image::architectureAsString)
                .with("description", Image::description)
                .with("hypervisor", Image::hypervisorAsString)
                .with("image-id", Image::imageId)
                .with("image-type", Image::imageTypeAsString)
                .with("is-public", image -> Boolean.toString(image.publicLaunchPermissions()))
                .with("name", Image::name)
                .with("owner-alias", image -> "")
                .with("owner-id", Image::ownerId)
                .with("platform", image -> "")
                .with("root-device-name", Image::rootDeviceName)
                .with("root-device-type", Image::rootDeviceTypeAsString)
                .with("state", Image::stateAsString)
                .with("virtualization-type", Image::virtualizationTypeAsString);
    }

    @Override
    public DescribeImagesResponse call(DescribeImagesRequest in, CallContext call) {
        List<Image> all = Stream.of("x86_64", "arm64")
                .map(architecture -> image(architecture, call.accountId()))
                .toList();
        for (String wanted : in.imageIds()) {
            if (all.stream().noneMatch(image -> image.imageId().equals(wanted))) {
                throw AwsError.client(
                        "InvalidAMIID.NotFound", "The image id '[" + Ec2Errors.shown(wanted) + "]' does not exist");
            }
        }
        List<Image> named = all.stream()
                .filter(image -> in.imageIds().isEmpty() || in.imageIds().contains(image.imageId()))
                .filter(image -> in.owners().isEmpty()
                        || in.owners().contains("self")
                        || in.owners().contains(image.ownerId()))
                .toList();
        Page<Image> page = Listing.of(List.of(), List.of(), in.nextToken(), in.maxResults())
                .page(fields().filtered(named, in.filters()), Image::imageId);
        return DescribeImagesResponse.builder()
                .images(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Image image(String architecture, String accountId) {
        String name = NodeImage.name(architecture);
        return Image.builder()
                .imageId(NodeImage.id(architecture))
                .name(name)
                .description("A host that joins Gantry: any machine with Docker that runs gantry node")
                .imageLocation(accountId + "/" + name)
                .ownerId(accountId)
                .architecture(architecture)
                .imageType("machine")
                .hypervisor("xen")
                .virtualizationType("hvm")
                .rootDeviceType("ebs")
                .rootDeviceName("/dev/xvda")
                .platformDetails("Linux/UNIX")
                .publicLaunchPermissions(false)
                .creationDate("2026-11-21T00:00:00.000Z")
                .state("available")
                .build();
    }
}
