using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

/// <summary>
/// The kernel tests are repeated with instruction sets switched off (DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0,
/// DOTNET_EnableHWIntrinsic=0). SQLSPARK_EXPECT_ISA says which run it is, so that a switch without effect is noticed.
/// </summary>
[Trait("Category", "Kernels")]
public sealed class InstructionSetTests
{
    [Fact]
    public void Instruction_sets_that_were_switched_off_are_off()
    {
        switch (Environment.GetEnvironmentVariable("SQLSPARK_EXPECT_ISA"))
        {
            case "noavx512":
                Assert.False(Avx512F.IsSupported);
                Assert.False(Vector512.IsHardwareAccelerated);
                break;
            case "noavx2":
                Assert.False(Avx512F.IsSupported);
                Assert.False(Avx2.IsSupported);
                Assert.False(Vector256.IsHardwareAccelerated);
                break;
            case "none":
                Assert.False(Avx2.IsSupported);
                Assert.False(Sse42.IsSupported);
                Assert.False(Vector128.IsHardwareAccelerated);
                break;
            case var other:
                Assert.True(string.IsNullOrEmpty(other), $"SQLSPARK_EXPECT_ISA is noavx512, noavx2 or none, not {other}");
                break;
        }
    }
}
