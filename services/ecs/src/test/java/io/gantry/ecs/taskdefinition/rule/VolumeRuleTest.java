package io.gantry.ecs.taskdefinition.rule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'volumes':[{'name':'v'},{'name':'w','host':{'sourcePath':'/data'}}] | |
            'volumes':[{'name':'v'},{'name':'v'}] | | The volume name 'v' is used more than once.
            'volumes':[{'name':'a b'}] | | Invalid volume name 'a b'
            'volumes':[{'name':'v','host':{},'dockerVolumeConfiguration':{'scope':'task'}}] | | Give only one of host
            'volumes':[{'name':'v','host':{'sourcePath':''}}] | | host.sourcePath can't be empty
            'volumes':[{'name':'v','dockerVolumeConfiguration':{'scope':'shared','autoprovision':true}}] | |
            'volumes':[{'name':'v','dockerVolumeConfiguration':{'scope':'task','autoprovision':false}}] | | When 'scope' parameter is 'task', 'autoprovision' must either not be specified or set to 'True'.
            'volumes':[{'name':'v','dockerVolumeConfiguration':{'scope':'task','autoprovision':true}}] | |
            'volumes':[{'name':'v','dockerVolumeConfiguration':{'scope':'shared','autoprovision':false}}] | |
            'volumes':[{'name':'v','configuredAtLaunch':true},{'name':'w','configuredAtLaunch':true}] | | Only one volume
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','transitEncryption':'ENABLED','transitEncryptionPort':2999}}] | |
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','transitEncryptionPort':2999}}] | | requires transitEncryption to be ENABLED
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','transitEncryption':'ENABLED','transitEncryptionPort':70000}}] | | between 1 and 65535
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','authorizationConfig':{'accessPointId':'fsap-1'}}}] | | requires transitEncryption to be ENABLED
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','rootDirectory':'/x','transitEncryption':'ENABLED','authorizationConfig':{'accessPointId':'fsap-1'}}}] | | rootDirectory must be omitted
            'volumes':[{'name':'v','efsVolumeConfiguration':{'fileSystemId':'fs-1','transitEncryption':'ENABLED','authorizationConfig':{'iam':'ENABLED'}}}] | | requires a taskRoleArn
            """)
    void accepts(@Nullable String task, @Nullable String containers, @Nullable String refusal) {
        RuleTable.check(new VolumeRule(), task, containers, refusal);
    }
}
