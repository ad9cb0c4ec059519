using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed class RowErrorTests
{
    [Fact]
    public void The_default_stands_for_no_error()
    {
        Assert.True(default(RowError).IsNone);
        Assert.False(RowError.DivideByZero.IsNone);
        Assert.Throws<InternalException>(() => default(RowError).ToException(null));
    }

    [Fact]
    public void Becomes_an_exception_with_fixed_and_given_parameters()
    {
        var context = new QueryContext("SELECT a + b", 7, 11, 1, 7);
        var error = RowError.Overflow("integer overflow", "try_add").ToException(context);
        Assert.Equal("ARITHMETIC_OVERFLOW", error.Condition);
        Assert.Equal("integer overflow", error.Parameters["message"]);
        Assert.Equal(" Use 'try_add' to tolerate overflow and return NULL instead.", error.Parameters["alternative"]);
        Assert.Equal("\"spark.sql.ansi.enabled\"", error.Parameters["config"]);
        Assert.Same(context, error.QueryContext);
    }

    [Fact]
    public void Operands_of_small_integers_are_named()
    {
        var error = RowError.BinaryOverflow(ErrorFormat.SqlValue((short)32767), "+", ErrorFormat.SqlValue((short)1), "try_add").ToException(null);
        Assert.Equal(("BINARY_ARITHMETIC_OVERFLOW", "22003"), (error.Condition, error.SqlState));
        Assert.Contains("32767S + 1S", error.Message, StringComparison.Ordinal);
        Assert.Contains("`try_add`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_cast_names_value_and_types()
    {
        var error = RowError.CastInvalidInput(ErrorFormat.SqlValue("it's"), "string", "int").ToException(null);
        Assert.Equal(("'it\\'s'", "\"STRING\"", "\"INT\""), (error.Parameters["expression"], error.Parameters["sourceType"], error.Parameters["targetType"]));
    }

    [Fact]
    public void A_kind_has_at_most_four_row_parameters() =>
        Assert.Throws<InternalException>(() => new RowErrorKind("X", "a", "b", "c", "d", "e"));

    [Fact]
    public void Reporting_a_ready_error_allocates_nothing()
    {
        var kept = RowError.DivideByZero;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            kept = i % 2 == 0 ? RowError.DivideByZero : RowError.ArithmeticOverflow;
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.False(kept.IsNone);
    }
}
