using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed class InternalErrorsTests
{
    [Fact]
    public void Unreachable_names_the_place_and_what_was_met()
    {
        var error = InternalErrors.Unreachable("Filter");
        Assert.Contains(nameof(Unreachable_names_the_place_and_what_was_met), error.Message, StringComparison.Ordinal);
        Assert.Contains("InternalErrorsTests.cs", error.Message, StringComparison.Ordinal);
        Assert.Contains("Filter", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Assert_throws_with_the_text_of_the_condition()
    {
        var count = 3;
        InternalErrors.Assert(count == 3);
        var error = Assert.Throws<InternalException>(() => InternalErrors.Assert(count < 3));
        Assert.Contains("count < 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Users_see_an_internal_error_with_its_cause()
    {
        var cause = InternalErrors.Unreachable("x");
        var error = CoreErrors.Internal(cause);
        Assert.Equal(("INTERNAL_ERROR", "XX000"), (error.Condition, error.SqlState));
        Assert.Same(cause, error.InnerException);
    }
}
