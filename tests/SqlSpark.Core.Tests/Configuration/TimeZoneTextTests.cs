using SqlSpark.Core.Configuration;
using Xunit;

namespace SqlSpark.Core.Tests.Configuration;

public sealed class TimeZoneTextTests
{
    [Theory]
    [InlineData("Z")]
    [InlineData("UTC")]
    [InlineData("UT")]
    [InlineData("GMT+8:30")]
    [InlineData("UTC+8")]
    [InlineData("GMT+1")]
    [InlineData("+8")]
    [InlineData("+00")]
    [InlineData("+1:00")]
    [InlineData("+0130")]
    [InlineData("+01:02:03")]
    [InlineData("-00:00")]
    [InlineData("-18:00")]
    [InlineData("PST")]
    [InlineData("MST")]
    [InlineData("EST")]
    [InlineData("Zulu")]
    [InlineData("Etc/UTC")]
    [InlineData("America/Los_Angeles")]
    public void Accepts_what_Spark_accepts(string id) => Assert.True(TimeZoneText.IsValid(id));

    [Theory]
    [InlineData("")]
    [InlineData("invalid/zone")]
    [InlineData("utc+8")]
    [InlineData("+19")]
    [InlineData("+18:01")]
    [InlineData("+01:60")]
    [InlineData("+013")]
    [InlineData("+1:2:3:4")]
    [InlineData("+")]
    [InlineData("+:")]
    [InlineData("../etc/passwd")]
    [InlineData("/etc/localtime")]
    public void Rejects_the_rest(string id) => Assert.False(TimeZoneText.IsValid(id));
}
